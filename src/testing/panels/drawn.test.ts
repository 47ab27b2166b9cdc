/** @file The charts of the panels as they are drawn, in a document without layout. */
import { Window } from 'happy-dom'
import { expect, it } from 'vitest'
import { drawEpsilonChart } from '../../charts/epsilonCurves'
import { drawStepChart } from '../../charts/stepCurves'
import { drawTransferMatrix } from '../../charts/transferMatrix'
import { epsilonChart, transferChart } from '../../views/evaluation/runCharts'
import { accuracyRun } from './accuracy'
import { FIXED_MODELS } from './fixedEvaluation'
import { minimalEpsilonRun } from './minimalEpsilon'
import { stepCharts } from './stepCurves'
import { transferRun } from './transfer'

const SIZE = { width: 640, height: 380 }

function drawn(draw: (svg: SVGSVGElement) => void): SVGSVGElement {
  const { document } = new Window()
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg') as unknown as SVGSVGElement
  draw(svg)
  return svg
}

const rounded = (numbers: readonly number[]) => numbers.map((number) => Number(number.toFixed(3)))

const numbersOf = (element: Element | null | undefined, attribute: string) =>
  rounded((element?.getAttribute(attribute)?.match(/-?\d+(\.\d+)?/g) ?? []).map(Number))

const numbersOfAll = (svg: Element, selector: string, attribute: string) =>
  rounded([...svg.querySelectorAll(selector)].map((element) => Number(element.getAttribute(attribute))))

const textsOf = (svg: Element, selector: string) => [...svg.querySelectorAll(selector)].map((text) => text.textContent)

// From 40 to 480, and from 342 at 0 % to 22 at 100 %: 3.2 a percent.
it('accuracy has a point and a tick at each epsilon, in the band of its interval', () => {
  const svg = drawn((svg) =>
    drawEpsilonChart(svg, epsilonChart(accuracyRun.run, accuracyRun.results, FIXED_MODELS), SIZE),
  )
  expect(textsOf(svg, '.axis:nth-of-type(2) .tick text')).toEqual(['0', '2', '8'])
  expect(numbersOfAll(svg, '[data-series=natural] circle', 'cx')).toEqual([40, 150, 480])
  expect(numbersOfAll(svg, '[data-series=natural] circle', 'cy')).toEqual([54, 182, 342])
  expect(numbersOfAll(svg, '[data-series=robust] circle', 'cy')).toEqual([86, 118, 182])
  // Wilson's interval of 9 of 10 is 59.6 to 98.2 %.
  const band = numbersOf(svg.querySelector('.band'), 'd')
  expect(band.slice(0, 2)).toEqual([40, 27.72])
  expect(band.slice(-2)).toEqual([40, 151.328])
})

it('the smallest epsilon falls in steps, and has its median where it crosses a half', () => {
  const chart = epsilonChart(minimalEpsilonRun.run, minimalEpsilonRun.results, FIXED_MODELS)
  const svg = drawn((svg) => drawEpsilonChart(svg, chart, SIZE))
  const path = numbersOf(svg.querySelector('[data-series=robust] path'), 'd')
  const [xs, ys] = [0, 1].map((odd) => path.filter((_, place) => place % 2 === odd))
  expect(xs).toEqual(xs?.toSorted((a, b) => a - b))
  expect([...new Set(ys)]).toEqual([86, 118, 150, 182, 214])
  expect(numbersOfAll(svg, 'circle', 'cy')).toEqual([182, 182])
  expect(numbersOfAll(svg, '[data-series=natural] .median', 'x1')).toEqual([82.438])
})

it('transfer has a square for each pair, the darker the more images stay robust', () => {
  const svg = drawn((svg) => drawTransferMatrix(svg, transferChart(transferRun.results, FIXED_MODELS, '–'), SIZE))
  expect(textsOf(svg, '.square-share')).toEqual(['0.0 %', '70.0 %', '40.0 %', '50.0 %'])
  expect(textsOf(svg, '.square-note')).toEqual(['9 of 9 fooled', '1 of 8 fooled', '6 of 10 fooled', '3 of 8 fooled'])
  expect(numbersOfAll(svg, '.square-fill', 'fill-opacity')).toEqual([0, 0.385, 0.22, 0.275])
  expect(svg.querySelectorAll('.is-own')).toHaveLength(2)
})

it('a training has each term of its loss at every step, and the penalty is emphasised', () => {
  const [, loss] = stepCharts
  const svg = drawn((svg) => drawStepChart(svg, loss!, SIZE))
  expect(textsOf(svg, '.step-curve > title')).toEqual(['(2 − λ) CE', 'λ ε ‖∇L‖'])
  expect(textsOf(svg, '.step-curve.is-emphasised > title')).toEqual(['λ ε ‖∇L‖'])
  const path = numbersOf(svg.querySelector('.is-emphasised .step-each'), 'd')
  expect(path).toHaveLength(2 * 60)
  // 1.6 at step 1 of 60, on an axis from 348 at 0 to 22 at 2.
  expect(path.slice(0, 2)).toEqual([48.467, 87.2])
})
