import fc from 'fast-check'
import { expect, it } from 'vitest'
import { enlarge } from './enlarge'

const image = fc
  .record({
    height: fc.integer({ min: 1, max: 6 }),
    width: fc.integer({ min: 1, max: 6 }),
    scale: fc.integer({ min: 1, max: 5 }),
  })
  .chain((size) =>
    fc.record({
      size: fc.constant(size),
      bytes: fc.uint8Array({ minLength: 4 * size.height * size.width, maxLength: 4 * size.height * size.width }),
    }),
  )

it('every pixel becomes a square of its own bytes, at any whole scale', () => {
  fc.assert(
    fc.property(image, ({ size: { height, width, scale }, bytes }) => {
      const large = enlarge(new Uint8ClampedArray(bytes), { height, width, scale })
      expect(large).toHaveLength(bytes.length * scale ** 2)
      for (let y = 0; y < height * scale; y++) {
        for (let x = 0; x < width * scale; x++) {
          const at = 4 * (y * width * scale + x)
          const from = 4 * (Math.floor(y / scale) * width + Math.floor(x / scale))
          expect([...large.subarray(at, at + 4)]).toEqual([...bytes.subarray(from, from + 4)])
        }
      }
    }),
    { numRuns: 50 },
  )
})

it('part of a larger buffer is read where it lies', () => {
  const all = new Uint8ClampedArray([9, 9, 9, 9, 1, 2, 3, 4])
  expect([...enlarge(all.subarray(4), { height: 1, width: 1, scale: 1 })]).toEqual([1, 2, 3, 4])
})
