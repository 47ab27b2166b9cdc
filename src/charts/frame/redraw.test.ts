import { Window } from 'happy-dom'
import { beforeEach, describe, expect, it } from 'vitest'
import { distributions } from '../distributions'
import { scatter } from '../scatter'
import type { Chart, NumberAxis } from './chart'
import { drawChart } from './drawChart'

const SIZE = { width: 640, height: 300 }
const axis: NumberAxis = { kind: 'linear', label: 'x', domain: [0, 10] }
const series = (id: string, values: readonly number[]) => ({ id, name: id, ink: `${id}-ink`, values })
const values = [series('one', [1, 2, 3, 9]), series('two', [4, 5, 6])]
const charts = {
  scatter: scatter(
    axis,
    axis,
    values.map((group) => ({ ...group, points: group.values.map((x) => ({ x, y: x })) })),
  ),
  distributions: distributions({ axis, groups: values }),
}
const chosen = [(place: number) => place > 1, () => false]

let svg: SVGSVGElement
const open = () =>
  new Window().document.createElementNS('http://www.w3.org/2000/svg', 'svg') as unknown as SVGSVGElement
const fresh = (chart: Chart) => {
  const other = open()
  drawChart(other, chart, SIZE)
  return other.innerHTML
}
beforeEach(() => {
  svg = open()
})

describe.each(['scatter', 'distributions'] as const)('a selection in the chart %s', (name) => {
  it('leaves what is not selected as it is drawn, and shows what a fresh chart does', () => {
    const chart = charts[name]
    const { redraw } = drawChart(svg, chart(null), SIZE)
    const before = fresh(chart(null))
    const still = [...svg.querySelectorAll('.axis, .tick, .median, .line, .many-dots')]
    expect(redraw(chart(chosen), SIZE)).toBe(true)
    expect(svg.innerHTML).toBe(fresh(chart(chosen)))
    expect(svg.innerHTML).not.toBe(before)
    if (name === 'scatter') expect(still.every((element) => svg.contains(element as Node))).toBe(true)
    else expect(still.slice(0, 3).every((element) => svg.contains(element as Node))).toBe(true)
    expect(redraw(chart(null), SIZE)).toBe(true)
    expect(svg.innerHTML).toBe(before)
  })
})

describe('a chart that is drawn', () => {
  it('is not drawn anew in part where its frame, its names or its size are others', () => {
    const chart = charts.scatter(null)
    const { redraw } = drawChart(svg, chart, SIZE)
    const before = svg.innerHTML
    const named = chart.series.map((each) => ({ ...each, name: 'another' }))
    expect(redraw({ ...chart, x: { ...axis, domain: [0, 5] } }, SIZE)).toBe(false)
    expect(redraw({ ...chart, series: named }, SIZE)).toBe(false)
    expect(redraw({ ...chart, series: chart.series.slice(1) }, SIZE)).toBe(false)
    expect(redraw(chart, { ...SIZE, width: 400 })).toBe(false)
    expect(svg.innerHTML).toBe(before)
  })
})
