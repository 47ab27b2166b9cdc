import { expect, it } from 'vitest'
import { pixels01 } from '../../units'
import { interleavePlanes, resizeBytes, toBytes, toPixels01 } from './pixelBytes'

const all = Uint8Array.from({ length: 256 * 3 }, (_, i) => i % 256)

it('toPixels01 is byte / 255 and toBytes is its inverse, for every byte', () => {
  const pixels = toPixels01(all)
  expect(pixels[255]).toBe(1)
  expect(pixels[7]).toBe(Math.fround(7 / 255))
  expect(toBytes({ pixels: pixels01(pixels), height: 16, width: 16 })).toEqual(all)
})

it('interleavePlanes joins red, green and blue of each pixel', () => {
  const target = new Uint8Array(14)
  interleavePlanes(Uint8Array.of(1, 2, 3, 4, 11, 12, 13, 14, 21, 22, 23, 24), target, 2)
  expect([...target]).toEqual([0, 0, 1, 11, 21, 2, 12, 22, 3, 13, 23, 4, 14, 24])
})

it('resizeBytes keeps an equal size unchanged, and colours and places at any other', async () => {
  const halves = Uint8Array.from(
    { length: 8 * 8 * 3 },
    (_, i) => (Math.floor(i / 3) % 8 < 4 ? [200, 50, 0] : [0, 50, 200])[i % 3]!,
  )
  expect(await resizeBytes(halves, 8, { size: 8 })).toBe(halves)
  const large = await resizeBytes(halves, 8, { size: 32 })
  const at = (x: number, y: number) => [...large.subarray((y * 32 + x) * 3, (y * 32 + x) * 3 + 3)]
  expect([large.length, at(0, 0), at(31, 31)]).toEqual([32 * 32 * 3, [200, 50, 0], [0, 50, 200]])
})
