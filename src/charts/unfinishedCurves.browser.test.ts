/** @file A curve that is not finished ends where it ends: beyond its last point no chart draws a line, nor a name away from it. */
import { afterEach, describe, expect, it } from 'vitest'
import '../views/styles/index.css'
import { drawEpsilonChart, type EpsilonSeries, epsilonScales } from './epsilonCurves'
import { drawLambdaChart, lambdaScales } from './lambdaCurves'
import { drawLossChart } from './lossChart'
import { drawStepChart, stepScales } from './stepCurves'
import { drawTrainingPanel } from './trainingCurves'

const SIZE = { width: 880, height: 300 }
/** Of a dot at a curve's end, of the whiskers beside it, and up to where its name begins. */
const BESIDE = 24

afterEach(() => document.body.replaceChildren())

function createChart(): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', 'chart')
  svg.setAttribute('width', `${SIZE.width}`)
  svg.setAttribute('height', `${SIZE.height}`)
  document.body.append(svg)
  return svg
}

/** The right ends of all lines that match, and where the texts that match begin. */
function reachOf(svg: SVGSVGElement, lines: string, names: string): { lines: number; names: number[] } {
  const boxes = (selector: string) =>
    [...svg.querySelectorAll<SVGGraphicsElement>(selector)].map((one) => one.getBBox())
  return {
    lines: Math.max(...boxes(lines).map(({ x, width }) => x + width)),
    names: boxes(names).map(({ x }) => x),
  }
}

const epsilonSeries = (id: string, epsilons: readonly number[]): EpsilonSeries => ({
  id,
  name: id,
  color: 'red',
  points: epsilons.map((epsilon) => ({ epsilon, share: 0.5, low: 0.4, high: 0.6 })),
  median: null,
})

describe('an unfinished curve ends at its last point', () => {
  it.each([[[0, 2]], [[0]]])('against epsilon, with points at %j of 16', (epsilons) => {
    const chart = {
      series: [epsilonSeries('one', epsilons), epsilonSeries('two', epsilons)],
      form: 'points' as const,
      highest: 16,
      named: [0, 2, 8, 16],
      xTitle: '',
      yTitle: '',
      looked: null,
      emphasised: null,
    }
    const svg = createChart()
    drawEpsilonChart(svg, chart, SIZE)
    const end = epsilonScales(chart, SIZE).x(epsilons.at(-1)!)
    const reach = reachOf(svg, '.series path, .band, .leader', '.curve-name text')
    expect(reach.lines).toBeLessThanOrEqual(end + BESIDE)
    expect(reach.names).toHaveLength(2)
    for (const name of reach.names) expect(Math.abs(name - end)).toBeLessThanOrEqual(BESIDE)
  })

  it('against lambda', () => {
    const point = (lambda: number) => ({ lambda, share: 50, low: 40, high: 60 })
    const series = (['clean', 'robust'] as const).map((id) => ({
      id,
      label: id,
      points: [point(0), point(0.4)],
      before: 80,
    }))
    const chart = { series, lambdas: [0, 0.4, 1.2, 2], collapsed: [], running: 1.2 }
    const svg = createChart()
    drawLambdaChart(svg, chart, SIZE)
    const end = lambdaScales(chart, SIZE).x(0.4)
    const reach = reachOf(svg, '.step-line, .whisker', '.curve-label')
    expect(reach.lines).toBeLessThanOrEqual(end + BESIDE)
    expect(reach.names).toHaveLength(2)
    for (const name of reach.names) expect(Math.abs(name - end)).toBeLessThanOrEqual(BESIDE)
  })

  it('against the step', () => {
    const series = (['measured', 'everyStep'] as const).map((form) => ({
      id: form,
      label: form,
      isEmphasised: false,
      form,
      points: [0, 5, 10].map((step) => ({ step, value: 1, interval: null })),
    }))
    const chart = { title: '', scale: 'zero' as const, steps: 100, series, marks: [], looked: null }
    const svg = createChart()
    drawStepChart(svg, chart, SIZE)
    const end = stepScales(chart, SIZE).x(10)
    const reach = reachOf(svg, '.step-line, .step-each', '.curve-label')
    expect(reach.lines).toBeLessThanOrEqual(end + BESIDE)
    for (const name of reach.names) expect(Math.abs(name - end)).toBeLessThanOrEqual(BESIDE)
  })

  it('of a training log, where another goes on', () => {
    const curve = (label: string, epochs: readonly number[]) => ({
      label,
      isEmphasised: false,
      points: epochs.map((epoch) => ({ epoch, value: 1 })),
    })
    const svg = createChart()
    drawTrainingPanel(svg, { title: '', highest: 2, curves: [curve('short', [1, 2]), curve('long', [1, 9])] }, SIZE)
    const dots = [...svg.querySelectorAll('.training-curve circle')].map((dot) => Number(dot.getAttribute('cx')))
    for (const [place, group] of [...svg.querySelectorAll('.training-curve')].entries()) {
      const box = group.querySelector('path')!.getBBox()
      expect(box.x + box.width).toBeLessThanOrEqual(dots[place]! + 1)
      expect(Number(group.querySelector('text')!.getAttribute('x')) - dots[place]!).toBeLessThanOrEqual(BESIDE)
    }
  })

  it('of a loss, where another attack has more steps', () => {
    const line = (name: string, losses: readonly number[]) => ({ name, color: 'red', losses, isStale: false })
    const svg = createChart()
    const loss = { name: 'loss', formula: '', unit: 'nats', reference: null }
    drawLossChart(svg, [line('short', [0, 1]), line('long', Array(11).fill(1))], loss, SIZE)
    const [short, long] = [...svg.querySelectorAll<SVGPathElement>('.series path')].map((path) => path.getBBox())
    expect(short!.width).toBeLessThan(long!.width / 5)
  })
})
