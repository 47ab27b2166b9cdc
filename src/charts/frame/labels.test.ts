import { describe, expect, it } from 'vitest'
import { labelHeights, shortened } from './labels'

const gaps = (heights: readonly number[]) => {
  const sorted = [...heights].sort((a, b) => a - b)
  return sorted.slice(1).map((height, i) => height - sorted[i]!)
}

describe('labels beside curves', () => {
  it('stay in place if they have room', () => {
    expect(labelHeights([10, 60, 30])).toEqual([10, 60, 30])
  })

  it('keep their order and do not overlap', () => {
    const placed = labelHeights([50, 51, 49, 100])
    expect(Math.min(...gaps(placed))).toBeGreaterThanOrEqual(13)
    expect(placed[2]).toBeLessThan(placed[0]!)
    expect(placed[0]).toBeLessThan(placed[1]!)
    expect(placed[3]).toBe(100)
  })

  it('move up from the bottom', () => {
    const placed = labelHeights([100, 100, 98], 100)
    expect(Math.max(...placed)).toBe(100)
    expect(Math.min(...gaps(placed))).toBeGreaterThanOrEqual(13)
  })

  it('are shortened to the available room', () => {
    expect(shortened('Natural', 100)).toBe('Natural')
    expect(shortened('PGD-3 adversarial', 70)).toBe('PGD-3 adv…')
    expect(shortened('PGD-3 adversarial', 0)).toBe('PG…')
  })
})
