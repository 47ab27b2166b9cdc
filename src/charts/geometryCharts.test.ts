import { Window } from 'happy-dom'
import { describe, expect, it } from 'vitest'
import { alongCurves } from './alongCurves'
import { drawChart } from './frame/drawChart'
import { contourLevels, lossContours } from './lossContours'

const SIZE = { width: 300, height: 260 }

function drawnChart(chart: Parameters<typeof drawChart>[1]): SVGSVGElement {
  const { document } = new Window()
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg') as unknown as SVGSVGElement
  drawChart(svg, chart, SIZE)
  return svg
}

const numbersIn = (text: string | null | undefined) => (text?.match(/-?\d+(\.\d+)?/g) ?? []).map(Number)

describe('contours of a loss', () => {
  const columns = [-1, 0, 1, 2]
  const rows = [-1, 0, 1]
  /** It rises by 2 a step to the right, and is the same upwards. */
  const values = rows.flatMap(() => columns.map((column) => 4 + 2 * column))
  const chart = lossContours({
    ...{ id: 'one', name: 'my_model', color: 'red', xLabel: 'steps', isStale: false },
    grid: { columns, rows, values },
    levels: [3, 7],
    format: String,
    formatLevel: String,
  })

  it('lie where the loss has their value, from end to end, and not along the border', () => {
    const lines = [...drawnChart(chart).querySelectorAll('.contour')].map((line) => numbersIn(line.getAttribute('d')))
    // The plot is from 40 to 284 for -1 to 2: 3 is at -0.5, 7 at 1.5.
    const at = (column: number) => 40 + (244 / 3) * (column + 1)
    for (const [place, column] of [-0.5, 1.5].entries()) {
      const xs = (lines[place] as number[]).filter((_, i) => i % 2 === 0)
      expect(xs.length).toBeGreaterThan(1)
      for (const x of xs) expect(x).toBeCloseTo(at(column), 0)
    }
  })

  it('say their value on the row of the middle, and the chart the name as it is', () => {
    const svg = drawnChart(chart)
    expect([...svg.querySelectorAll('.contour-value')].map((text) => text.textContent)).toEqual(['3', '7'])
    expect(svg.querySelector('.chart-title')?.textContent).toBe('my_model')
  })

  it('are read off at the points of the grid, by the keys too', () => {
    const { readOff } = chart
    const image = readOff?.next(null, 'right') ?? expect.fail('there is no place')
    expect(readOff?.text(image)).toBe('0.00 along, 0.00 across: loss 4')
    const left = readOff?.next(image, 'left') ?? expect.fail('there is no place')
    expect(readOff?.text(readOff.next(left, 'left') ?? left)).toBe('−1.00 along, 0.00 across: loss 2')
  })

  it('have round values, and none where the loss is the same everywhere', () => {
    expect(contourLevels([[0.02, 3.4]])).toEqual([0.5, 1, 1.5, 2, 2.5, 3])
    expect(contourLevels([[1, 1, 1]])).toEqual([])
    expect(contourLevels([])).toEqual([])
  })
})

describe('curves along a direction', () => {
  const points = [0, 1, 2].map((x) => ({ x, y: 1 + x * x }))
  const curve = { id: 'one', name: 'one', color: 'red', points, isStale: false }
  const data = { title: 'loss', scale: 'fromZero', xLabel: 't', format: String } as const

  it('stand beside what the slope foretells, which ends at the top of the chart', () => {
    const [low, steep] = [0.5, 100].map((slope) => {
      const svg = drawnChart(alongCurves({ ...data, curves: [{ ...curve, slope }] }))
      return numbersIn(svg.querySelector('.is-dashed')?.getAttribute('d'))
    })
    expect(low?.[2]).toBeCloseTo(284, 0)
    expect(steep?.[2]).toBeLessThan(60)
    expect(steep?.[3]).toBeCloseTo(22, 0)
  })

  it('have a mark at one step, where the attacked image is', () => {
    const svg = drawnChart(alongCurves({ ...data, curves: [curve] }))
    expect(Number(svg.querySelector('.reference')?.getAttribute('x1'))).toBeCloseTo(162, 0)
  })
})
