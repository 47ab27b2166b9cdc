import { describe, expect, it } from 'vitest'
import { squareAt, type TransferChart, transferMatrixHeight } from './transferMatrix'

const chart: TransferChart = {
  models: ['a', 'b', 'c'].map((id) => ({ id, name: id, color: 'red' })),
  squares: [],
  looked: null,
}

describe('the transfer matrix', () => {
  it('tells the square under a place, and none beside the matrix', () => {
    const [width, height] = [600, transferMatrixHeight(3)]
    const at = (x: number, y: number) => squareAt(chart, width, x, y)
    expect(at(width - 5, 60)).toEqual({ from: 'a', to: 'c' })
    expect(at(180, height - 20)).toEqual({ from: 'c', to: 'a' })
    expect(at(20, 80)).toBe(null)
    expect(at(300, 10)).toBe(null)
    expect(at(300, height + 10)).toBe(null)
  })
})
