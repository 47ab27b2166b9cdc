import { expect, it } from 'vitest'
import { nextInGrid } from './useRovingFocus'

/** Seven in rows of three. */
const places = Array.from({ length: 7 }, (_, index) => ({ left: index % 3, top: Math.floor(index / 3) }))

it.each([
  ['ArrowRight', 2, 3],
  ['ArrowRight', 6, 6],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 1, 4],
  ['ArrowDown', 4, 4],
  ['ArrowUp', 6, 3],
  ['ArrowUp', 2, 2],
  ['Home', 5, 0],
  ['End', 1, 6],
] as const)('%s leads from %s to %s', (key, from, to) => {
  expect(nextInGrid(places, from, key)).toBe(to)
})
