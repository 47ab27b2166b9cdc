import { expect, it } from 'vitest'
import { pixelAt } from './hoverStore'

it.each([
  [{ x: 0, y: 0 }, 32, { x: 0, y: 0 }],
  [{ x: 20.5 / 32, y: 5.5 / 32 }, 32, { x: 20, y: 5 }],
  [{ x: 20.5 / 32, y: 5.5 / 32 }, 64, { x: 41, y: 11 }],
  [{ x: 41.5 / 64, y: 10.5 / 64 }, 32, { x: 20, y: 5 }],
  [{ x: 1 - 2 ** -53, y: 0.5 }, 48, { x: 47, y: 24 }],
])('%o of %i pixels is pixel %o', (place, size, pixel) => {
  expect(pixelAt(place, size, size)).toEqual(pixel)
})

it('every pixel of 32 contains its own four of 64', () => {
  for (let x = 0; x < 64; x++) {
    expect(pixelAt({ x: (x + 0.5) / 64, y: 0.5 }, 32, 32).x).toBe(Math.floor(x / 2))
  }
})
