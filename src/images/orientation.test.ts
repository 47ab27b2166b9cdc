import { describe, expect, it } from 'vitest'
import { middleSquare } from './cropAndResize'
import { type Orientation, placeUpright, storedSquare, turnSize } from './orientation'

/** The upright 3 × 2 image a b c / d e f, and how each orientation stores it. */
const STORED: Readonly<Record<Orientation, readonly string[]>> = {
  1: ['abc', 'def'],
  2: ['cba', 'fed'],
  3: ['fed', 'cba'],
  4: ['def', 'abc'],
  5: ['ad', 'be', 'cf'],
  6: ['cf', 'be', 'ad'],
  7: ['fc', 'eb', 'da'],
  8: ['da', 'eb', 'fc'],
}
const ORIENTATIONS = Object.keys(STORED).map(Number) as Orientation[]

describe('an image with orientation', () => {
  it.each(ORIENTATIONS)('%i has its upright size and its upright middle square', (orientation) => {
    const rows = STORED[orientation]
    const [width, height] = [rows[0]!.length, rows.length]
    expect(turnSize(width, height, orientation)).toEqual([3, 2])
    const { x, y, size } = storedSquare(middleSquare(3, 2), width, height, orientation)
    const upright = { data: new Uint8ClampedArray(size * size * 4), width: size, height: size }
    rows.slice(y, y + size).forEach((row, top) => {
      const pixels = Array.from(row.slice(x, x + size)).flatMap((letter) => [letter.charCodeAt(0), 0, 0, 255])
      placeUpright(new Uint8ClampedArray(pixels), top, upright, orientation)
    })
    expect(String.fromCharCode(...upright.data.filter((_, i) => i % 4 === 0))).toBe('abde')
  })
})
