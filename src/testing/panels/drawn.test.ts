/** @file The charts of the panels as they are drawn, in a document without layout. */
import { Window } from 'happy-dom'
import { expect, it } from 'vitest'
import { epsilonCurves } from '../../charts/epsilonCurves'
import type { Chart } from '../../charts/frame/chart'
import { drawChart } from '../../charts/frame/drawChart'
import { lambdaCurves } from '../../charts/lambdaCurves'
import { lossCurves } from '../../charts/lossCurves'
import { measureDots } from '../../charts/measureDots'
import { stepCurves } from '../../charts/stepCurves'
import { trainingCurves, trainingPanels } from '../../charts/trainingCurves'
import { transferMatrix } from '../../charts/transferMatrix'
import { initialState } from '../../store/appStore'
import { chartedMeasures } from '../../views/compare/figures/chartedMeasures'
import { epsilonChart, transferChart } from '../../views/evaluation/runCharts'
import { sweepChart } from '../../views/training/sweepChart'
import { accuracyRun } from './accuracy'
import { CLAIMS_BY_MODEL, claimsRun } from './fixedClaims'
import { fixedComparison } from './fixedComparison'
import { FIXED_MODELS } from './fixedEvaluation'
import { GRADIENT_NORM_LOG } from './fixedModels'
import { minimalEpsilonRun } from './minimalEpsilon'
import { stepData } from './stepCurves'
import { fixedSweep } from './sweep'
import { transferRun } from './transfer'

const SIZE = { width: 640, height: 380 }

function drawn<Look>(chart: Chart<Look>, look: Look | null = null, emphasised: string | null = null): SVGSVGElement {
  const { document } = new Window()
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg') as unknown as SVGSVGElement
  drawChart(svg, chart, SIZE).look(look, emphasised)
  return svg
}

const rounded = (numbers: readonly number[]) => numbers.map((number) => Number(number.toFixed(3)))

const numbersOf = (element: Element | null | undefined, attribute: string) =>
  rounded((element?.getAttribute(attribute)?.match(/-?\d+(\.\d+)?/g) ?? []).map(Number))

const numbersOfAll = (svg: Element, selector: string, attribute: string) =>
  rounded([...svg.querySelectorAll(selector)].map((element) => Number(element.getAttribute(attribute))))

const textsOf = (svg: Element, selector: string) => [...svg.querySelectorAll(selector)].map((text) => text.textContent)

const accuracy = epsilonCurves(epsilonChart(accuracyRun.run, accuracyRun.results, FIXED_MODELS))
const transfer = transferMatrix(transferChart(transferRun.results, FIXED_MODELS, '–'))

// From 40 to 480, and from 342 at 0 % to 22 at 100 %: 3.2 a percent.
it('accuracy has a point and a tick at each epsilon, in the band of its interval', () => {
  const svg = drawn(accuracy)
  expect(textsOf(svg, '[data-axis=x] .tick text')).toEqual(['0', '2', '8'])
  expect(numbersOfAll(svg, '[data-series=natural] circle', 'cx')).toEqual([40, 150, 480])
  expect(numbersOfAll(svg, '[data-series=natural] circle', 'cy')).toEqual([54, 182, 342])
  expect(numbersOfAll(svg, '[data-series=robust] circle', 'cy')).toEqual([86, 118, 182])
  // Wilson's interval of 9 of 10 is 59.6 to 98.2 %.
  const band = numbersOf(svg.querySelector('.band'), 'd')
  expect(band.slice(0, 2)).toEqual([40, 27.72])
  expect(band.slice(-2)).toEqual([40, 151.328])
})

it('the smallest epsilon falls in steps, and has its median where it crosses a half', () => {
  const svg = drawn(epsilonCurves(epsilonChart(minimalEpsilonRun.run, minimalEpsilonRun.results, FIXED_MODELS)))
  const path = numbersOf(svg.querySelector('[data-series=robust] path'), 'd')
  const [xs, ys] = [0, 1].map((odd) => path.filter((_, place) => place % 2 === odd))
  expect(xs).toEqual(xs?.toSorted((a, b) => a - b))
  expect([...new Set(ys)]).toEqual([86, 118, 150, 182, 214])
  expect(numbersOfAll(svg, 'circle', 'cy')).toEqual([182, 182])
  expect(numbersOfAll(svg, '[data-series=natural] .drop-line', 'x1')).toEqual([82.438])
})

it('a published figure is a diamond at its epsilon, a verified one a stepped floor', () => {
  const { run, results } = claimsRun
  const svg = drawn(epsilonCurves(epsilonChart(run, results, FIXED_MODELS, CLAIMS_BY_MODEL)))
  const diamonds = [...svg.querySelectorAll('[data-series=natural] .diamond')]
  // From 40 to 480 at 4/255, and 3.2 a percent down from 22: 69.25, 62.24 and 54.82 %.
  expect(diamonds.map((one) => numbersOf(one, 'transform'))).toEqual([
    [40, 120.4],
    [150, 142.832],
    [260, 166.576],
  ])
  // 57.16 % up to 1/255, then 26.88 % up to 2/255.
  expect(numbersOf(svg.querySelector('[data-behind=natural] .floor'), 'd')).toEqual([
    40, 159.088, 159.088, 150, 255.984, 260,
  ])
  // Of the other model, what is at 8/255 lies beyond the axis, and what is in L2 has no place.
  expect(svg.querySelectorAll('[data-series=robust] .diamond')).toHaveLength(2)
})

it('transfer has a cell per pair, darker the more images stay robust', () => {
  const svg = drawn(transfer)
  expect(textsOf(svg, '.cell-value')).toEqual(['0.0 %', '70.0 %', '40.0 %', '50.0 %'])
  expect(textsOf(svg, '.cell-note')).toEqual(['9 of 9 fooled', '1 of 8 fooled', '6 of 10 fooled', '3 of 8 fooled'])
  expect(numbersOfAll(svg, '.cell-fill', 'fill-opacity')).toEqual([0, 0.385, 0.22, 0.275])
  expect(svg.querySelectorAll('.is-framed')).toHaveLength(2)
})

it('a training has each loss term at every step, with the penalty emphasised', () => {
  const [, loss] = stepData
  const svg = drawn(stepCurves(loss!))
  expect(textsOf(svg, '.series > title')).toEqual(['(2 − λ) CE', 'λ ε ‖∇L‖'])
  const inks = [...svg.querySelectorAll<SVGGElement>('.series')].map(({ style }) => style.getPropertyValue('--ink'))
  expect(inks).toEqual(['var(--muted)', 'var(--robust)'])
  const path = numbersOf(svg.querySelector('[data-series=term-1] .is-faint'), 'd')
  expect(path).toHaveLength(2 * 60)
  // 1.6 at step 1 of 60, on an axis from 348 at 0 to 22 at 2.
  expect(path.slice(0, 2)).toEqual([48.467, 87.2])
})

it('a line marks the inspected position, with the interval of each curve there', () => {
  const svg = drawn(accuracy, 2)
  expect(numbersOfAll(svg, '.look .cross', 'x1')).toEqual([150])
  expect(numbersOfAll(svg, '.look .looked', 'cy')).toEqual([182, 118])
  const [one, other] = numbersOfAll(svg, '.look .whisker', 'x1') as [number, number]
  expect([(one + other) / 2, other - one]).toEqual([150, 7])
  expect(drawn(accuracy).querySelector('.look')!.children).toHaveLength(0)
})

it('the other curves, bands and names fade when one is emphasised, and are not read off', () => {
  const svg = drawn(accuracy, 2, 'robust')
  const faded = [...svg.querySelectorAll('.is-faded')]
  expect(faded.map((one) => [...one.attributes].find(({ name }) => name.startsWith('data-'))?.name)).toEqual([
    'data-behind',
    'data-series',
    'data-label',
  ])
  expect(numbersOfAll(svg, '.look .looked', 'cy')).toEqual([118])
})

it('the second of two models with one colour is drawn as its twin', () => {
  const chart = { ...accuracy, series: accuracy.series.map((series) => ({ ...series, ink: '#b47f23' })) }
  const twins = (svg: Element) => [...svg.querySelectorAll('.is-twin')].map((one) => one.getAttribute('data-series'))
  expect(twins(drawn(chart))).toEqual(['robust'])
  expect(twins(drawn(accuracy))).toEqual([])
  const roles = { ...accuracy, series: accuracy.series.map((series) => ({ ...series, ink: 'var(--robust)' })) }
  expect(twins(drawn(roles)), 'parts of one model').toEqual([])
})

it('curves are named at their ends, without overlaps', () => {
  const svg = drawn(accuracy)
  expect(textsOf(svg, '.end-label text')).toEqual(['Natural', 'Gradient norm'])
  expect(numbersOfAll(svg, '.end-label text', 'x')).toEqual([498, 498])
})

it('the inspected cell is framed', () => {
  const svg = drawn(transfer, { row: 1, column: 0 })
  const [fill, frame] = [svg.querySelectorAll('.cell-fill')[2], svg.querySelector('.look .cell-look')]
  for (const name of ['x', 'y', 'width', 'height']) expect(frame!.getAttribute(name)).toBe(fill!.getAttribute(name))
})

it('a sweep has a line before training, whiskers, and a cross where a run diverged', () => {
  const chart = lambdaCurves(sweepChart(fixedSweep))
  const svg = drawn(chart)
  expect(textsOf(svg, '[data-axis=x] .tick text')).toEqual(['0', '0.5', '1', '1.5', '2'])
  expect(svg.querySelectorAll('[data-series=robust] .whisker')).toHaveLength(3)
  expect(svg.querySelectorAll('.series .reference')).toHaveLength(2)
  expect(textsOf(svg, '.failure > title')).toEqual(['λ = 1: training collapsed'])
  expect(numbersOfAll(svg, '.failure text', 'x')[0]).toBeLessThan(numbersOfAll(svg, '.cross', 'x1')[0]!)
  expect(chart.readOff?.text(0.5)).toBe('λ = 0.5: clean 82.0 % (76.1 to 86.7), PGD-10 36.0 % (29.7 to 42.9)')
})

it('a loss has a curve per model, ending with its attack, and the line of guessing', () => {
  const attacks = Object.entries(fixedComparison.results ?? {}).map(([id, { attack }]) => ({
    id,
    ...attack.value!.outcome,
  }))
  const series = attacks.map(({ id, losses }) => ({ id, name: id, color: 'red', losses, isStale: false }))
  const chart = lossCurves({ series, loss: attacks[0]!.maximised, format: String })
  const svg = drawn(chart)
  expect(textsOf(svg, '[data-axis=x] .tick text')).toEqual(['0', '1', '2', '3'])
  expect(textsOf(svg, '.axis-title')).toEqual(['attack step', 'cross-entropy, nats', 'guessing'])
  const points = series.map(({ id }) => numbersOf(svg.querySelector(`[data-series="${id}"] .line`), 'd').length / 2)
  expect(points).toEqual([4, 4, 3])
  expect(chart.readOff?.text(3)).toMatch(/^step 3: \S+natural 6.5, \S+gradnorm 0.75$/)
})

it('every charted number of a quantity has a dot per model on its axis, with its value', () => {
  const measures = chartedMeasures(initialState.display)
  expect(measures.map(({ title }) => title)).toEqual(['‖∇L‖₁, log scale', '‖∇L‖₂, log scale', 'edge alignment r'])
  const results = Object.values(fixedComparison.results ?? {})
  const models = results.map((_, place) => ({ id: `${place}`, name: `model ${place}`, color: 'red' }))
  for (const { title, scale, of } of measures) {
    const values = results.map(({ quantities }) => of(quantities))
    const svg = drawn(measureDots({ title, scale, values, format: (value) => value.toPrecision(3), models }))
    expect(textsOf(svg, '.value')).toEqual(values.map((value) => value!.toPrecision(3)))
    const places = numbersOfAll(svg, '.dot', 'cx')
    const order = (numbers: readonly number[]) => numbers.map((_, i) => i).sort((a, b) => numbers[a]! - numbers[b]!)
    expect(order(places)).toEqual(order(values as number[]))
  }
})

it('a training log has its panels, with a point per epoch and names at the ends', () => {
  const charts = trainingPanels(GRADIENT_NORM_LOG).map(trainingCurves)
  expect(charts.map((chart) => textsOf(drawn(chart), '.end-label text'))).toEqual([
    ['clean', 'PGD-10'],
    ['clean'],
    ['‖∇L‖₁'],
  ])
  const path = drawn(charts[0]!).querySelector('.series .line')
  expect(numbersOf(path, 'd')).toHaveLength(2 * GRADIENT_NORM_LOG.length)
})

it('a pointer draws only its own marks: the chart’s stay the same elements', () => {
  const { document } = new Window()
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg') as unknown as SVGSVGElement
  const { look } = drawChart(svg, accuracy, SIZE)
  const marks = [...svg.querySelectorAll('.dot')]
  for (const place of [0, 2, 8, null]) look(place)
  expect([...svg.querySelectorAll('.dot')]).toEqual(marks)
  expect(marks.every((mark, i) => mark === svg.querySelectorAll('.dot')[i])).toBe(true)
})
