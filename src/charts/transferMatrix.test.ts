import { describe, expect, it } from 'vitest'
import { heightOf, plotOf } from './frame/plot'
import { type TransferSquare, transferMatrix } from './transferMatrix'

const square = (from: string, to: string): TransferSquare => ({ from, to, share: 0.25, note: '3 of 4 fooled' })

const chart = transferMatrix({
  models: ['a', 'b', 'c'].map((id) => ({ id, name: id.toUpperCase(), color: 'red' })),
  squares: [square('a', 'c'), square('b', 'b')],
})

describe('the transfer matrix', () => {
  it('finds the cell under a point, and none outside the matrix', () => {
    const [width, height] = [600, heightOf(chart, 0)]
    const at = (x: number, y: number) => chart.readOff?.at(plotOf(chart, { width, height }), x, y)
    expect(at(width - 5, 60)).toEqual({ row: 0, column: 2 })
    expect(at(180, height - 20)).toEqual({ row: 2, column: 0 })
    expect(at(20, 80)).toBe(null)
    expect(at(300, 10)).toBe(null)
    expect(at(300, height + 10)).toBe(null)
  })

  it('can be walked with the arrow keys, which stop at its edges', () => {
    const { next } = chart.readOff!
    expect(next(null, 'down')).toEqual({ row: 0, column: 0 })
    expect(next({ row: 0, column: 0 }, 'down')).toEqual({ row: 1, column: 0 })
    expect(next({ row: 1, column: 0 }, 'right')).toEqual({ row: 1, column: 1 })
    expect(next({ row: 2, column: 2 }, 'right')).toEqual({ row: 2, column: 2 })
  })

  it('says what was made on which model and shown to which', () => {
    expect(chart.readOff?.text({ row: 0, column: 2 })).toBe('made on A, shown to C: 25.0 %, 3 of 4 fooled')
    expect(chart.readOff?.text({ row: 2, column: 0 })).toBe('made on C, shown to A: –')
  })
})
