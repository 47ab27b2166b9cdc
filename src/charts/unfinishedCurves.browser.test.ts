/** @file A curve that is not finished ends where it ends: beyond its last point no chart draws a line, nor a name away from it. */
import { afterEach, describe, expect, it } from 'vitest'
import '../views/styles/index.css'
import { type EpsilonSeries, epsilonCurves } from './epsilonCurves'
import type { Chart } from './frame/chart'
import { drawChart } from './frame/drawChart'
import { lambdaCurves } from './lambdaCurves'
import { lossCurves } from './lossCurves'
import { stepCurves } from './stepCurves'
import { trainingCurves } from './trainingCurves'

const SIZE = { width: 880, height: 300 }
/** Of a dot at a curve's end, of the whiskers beside it, and up to where its name begins. */
const BESIDE = 24

afterEach(() => document.body.replaceChildren())

function drawn<Look>(chart: Chart<Look>) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', 'chart')
  svg.setAttribute('width', `${SIZE.width}`)
  svg.setAttribute('height', `${SIZE.height}`)
  document.body.append(svg)
  return { svg, ...drawChart(svg, chart, SIZE).plot }
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
    const { svg, x } = drawn(
      epsilonCurves({
        series: [epsilonSeries('one', epsilons), epsilonSeries('two', epsilons)],
        form: 'points',
        highest: 16,
        named: [0, 2, 8, 16],
        xTitle: '',
        yTitle: '',
        epsilonText: String,
      }),
    )
    const end = x(epsilons.at(-1)!)
    const reach = reachOf(svg, '.series path, .band, .leader', '.end-label text')
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
    const { svg, x } = drawn(lambdaCurves({ series, lambdas: [0, 0.4, 1.2, 2], collapsed: [], running: 1.2 }))
    const end = x(0.4)
    const reach = reachOf(svg, '.line, .whisker', '.end-label text')
    expect(reach.lines).toBeLessThanOrEqual(end + BESIDE)
    expect(reach.names).toHaveLength(2)
    for (const name of reach.names) expect(Math.abs(name - end)).toBeLessThanOrEqual(BESIDE)
  })

  it('against the training step', () => {
    const series = (['measured', 'everyStep'] as const).map((form) => ({
      id: form,
      label: form,
      isEmphasised: false,
      form,
      points: [0, 5, 10].map((step) => ({ step, value: 1, interval: null })),
    }))
    const { svg, x } = drawn(stepCurves({ title: '', scale: 'zero', steps: 100, series, marks: [], format: String }))
    const end = x(10)
    const reach = reachOf(svg, '.line', '.end-label text')
    expect(reach.lines).toBeLessThanOrEqual(end + BESIDE)
    for (const name of reach.names) expect(Math.abs(name - end)).toBeLessThanOrEqual(BESIDE)
  })

  it('of a training log, where another continues', () => {
    const curve = (label: string, epochs: readonly number[]) => ({
      label,
      isEmphasised: false,
      points: epochs.map((epoch) => ({ epoch, value: 1 })),
    })
    const curves = [curve('short', [1, 2]), curve('long', [1, 9])]
    const { svg } = drawn(trainingCurves({ title: '', highest: 2, curves }))
    const dots = [...svg.querySelectorAll('.series circle')].map((dot) => Number(dot.getAttribute('cx')))
    const names = [...svg.querySelectorAll('.end-label text')].map((name) => Number(name.getAttribute('x')))
    expect(dots).toHaveLength(2)
    for (const [place, path] of [...svg.querySelectorAll<SVGPathElement>('.series path')].entries()) {
      const box = path.getBBox()
      expect(box.x + box.width).toBeLessThanOrEqual(dots[place]! + 1)
      expect(names[place]! - dots[place]!).toBeLessThanOrEqual(BESIDE)
    }
  })

  it('of a loss, where another attack has more steps', () => {
    const line = (id: string, losses: readonly number[]) => ({ id, name: id, color: 'red', losses, isStale: false })
    const loss = { name: 'loss', formula: '', unit: 'nats', reference: null }
    const series = [line('short', [0, 1]), line('long', Array(11).fill(1))]
    const { svg } = drawn(lossCurves({ series, loss, format: String }))
    const [short, long] = [...svg.querySelectorAll<SVGPathElement>('.series path')].map((path) => path.getBBox())
    expect(short!.width).toBeLessThan(long!.width / 5)
  })
})
