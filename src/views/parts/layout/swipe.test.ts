import { describe, expect, it } from 'vitest'
import { swipeOf } from './swipe'

const from = { x: 100, y: 200 }

describe('a swipe', () => {
  it.each([
    ['right', { x: 160, y: 220 }],
    ['left', { x: 40, y: 180 }],
    ['down', { x: 110, y: 260 }],
    ['up', { x: 90, y: 100 }],
  ] as const)('goes %s', (direction, to) => {
    expect(swipeOf(from, to)).toBe(direction)
  })

  it('is none while the finger hardly moves, as in a tap', () => {
    expect(swipeOf(from, { x: 120, y: 230 })).toBeNull()
  })
})
