import { describe, expect, it } from 'vitest'
import { expectClose } from '../../testing/allclose'
import { edgeEnergy } from './edgeEnergy'

/** An image whose three channels are all `value(x, y)`. */
function grey(height: number, width: number, value: (x: number, y: number) => number): Float32Array {
  return Float32Array.from({ length: 3 * height * width }, (_, i) => {
    const pixel = Math.floor(i / 3)
    return value(pixel % width, Math.floor(pixel / width))
  })
}

describe('a flat image', () => {
  it.each([
    [1, 1],
    [2, 2],
    [1, 5],
    [5, 1],
    [3, 4],
    [32, 32],
  ])('of %i x %i has no edges', (height, width) => {
    const energy = edgeEnergy(
      grey(height, width, () => 0.3),
      height,
      width,
    )
    expect(energy).toEqual(new Float32Array(height * width))
  })

  it('of any colour has none either', () => {
    const red = new Float32Array(3 * 16).map((_, i) => [1, 0.25, 0][i % 3] as number)
    expect(edgeEnergy(red, 4, 4)).toEqual(new Float32Array(16))
  })
})

/** The seven taps, as the paper's code lists them. */
const [G0, G1, G2, G3] = [0.4668018, 0.2083747, 0.0500501, 0.0081743] as const

describe('a step from 0 to 1', () => {
  /**
   * By hand. Away from the borders the blurred step rises, from column to column
   * across the edge, by G3, G2, G1, G0, G1, G2, G3: 7 differences between 8 columns.
   * Halved Sobel of an image that does not change along y: 2 (f(x + 1) - f(x - 1)).
   * Three equal channels: times sqrt(3). Then blurred once more along x.
   */
  const rises = [0, 0, 0, 0, G3, G2, G1, G0, G1, G2, G3, 0, 0, 0, 0]
  const slopes = rises.slice(1).map((rise, i) => 2 * Math.sqrt(3) * (rise + (rises[i] as number)))
  const taps = [G3, G2, G1, G0, G1, G2, G3]
  const blurred = slopes.slice(3, -3).map((_, i) => taps.reduce((sum, tap, k) => sum + tap * slopes[i + k]!, 0))

  it('is the same on every row, and equals the value computed by hand', () => {
    const [height, width] = [9, 24]
    const energy = edgeEnergy(
      grey(height, width, (x) => (x < 12 ? 0 : 1)),
      height,
      width,
    )
    // slopes[i] lies at column 5 + i, since the rise into column 12 is rises[7].
    for (let y = 0; y < height; y++) {
      expectClose(energy.subarray(y * width + 8, y * width + 16), blurred, 1e-6)
    }
  })

  it('is strongest at the edge, 2 sqrt(3) times its slope there', () => {
    const energy = edgeEnergy(
      grey(9, 24, (x) => (x < 12 ? 0 : 1)),
      9,
      24,
    )
    // The middle of both blurs: 2 sqrt(3) sum of taps times neighbouring rises.
    const atEdge =
      2 *
      Math.sqrt(3) *
      (G0 * (G0 + G1) + G1 * (G0 + G1) + G1 * (G1 + G2) + G2 * (G1 + G2) + G2 * (G2 + G3) + G3 * (G2 + G3) + G3 * G3)
    expect(energy[4 * 24 + 11]).toBeCloseTo(atEdge, 6)
    expect(energy[4 * 24 + 12]).toBeCloseTo(atEdge, 6)
    expect(Math.max(...energy)).toBeCloseTo(atEdge, 6)
  })

  it('turned upside down or on its side is the same edge', () => {
    const across = edgeEnergy(
      grey(16, 16, (x) => (x < 8 ? 0 : 1)),
      16,
      16,
    )
    const mirrored = edgeEnergy(
      grey(16, 16, (x) => (x < 8 ? 1 : 0)),
      16,
      16,
    )
    const along = edgeEnergy(
      grey(16, 16, (_, y) => (y < 8 ? 0 : 1)),
      16,
      16,
    )
    const transposed = along.map((_, i) => along[(i % 16) * 16 + Math.floor(i / 16)] as number)
    expectClose(mirrored, across, 1e-6)
    expectClose(transposed, across, 1e-6)
  })

  it('in a single channel has a third of the energy of all, squared', () => {
    const all = grey(8, 8, (x) => (x < 4 ? 0 : 1))
    const one = all.map((value, i) => (i % 3 === 1 ? value : 0.5))
    const expected = edgeEnergy(all, 8, 8).map((energy) => energy / Math.sqrt(3))
    expectClose(edgeEnergy(one, 8, 8), expected, 1e-6)
  })

  it('of half the height has half the energy', () => {
    const whole = edgeEnergy(
      grey(8, 8, (x) => (x < 4 ? 0 : 1)),
      8,
      8,
    )
    const half = edgeEnergy(
      grey(8, 8, (x) => (x < 4 ? 0.25 : 0.75)),
      8,
      8,
    )
    expectClose(
      half,
      whole.map((energy) => energy / 2),
      1e-6,
    )
  })
})

describe('a tiny image', () => {
  it('of one pixel has no edges, whatever its colour', () => {
    expect(edgeEnergy(new Float32Array([0.1, 0.5, 0.9]), 1, 1)).toEqual(new Float32Array([0]))
  })

  it('of 2 × 2 is mirrored at every border, so it has none either', () => {
    // Left and right neighbour are the same pixel, and so are upper and lower.
    const pixels = grey(2, 2, (x, y) => (x === y ? 1 : 0))
    expect(edgeEnergy(pixels, 2, 2)).toEqual(new Float32Array(4))
  })

  it('of 1 × 5 has the edge computed by hand', () => {
    // Reflected, the row 0 0 0 1 1 reads ... 1 1 0 0 [0 0 0 1 1] 1 0 0 0 ..., with period 8: index 4 is the mirror.
    const row = [0, 0, 0, 1, 1]
    const at = (values: readonly number[], x: number) => values[x < 0 ? -x : x > 4 ? 8 - x : x] as number
    const taps = [G3, G2, G1, G0, G1, G2, G3]
    const blur = (values: readonly number[]) =>
      values.map((_, x) => taps.reduce((sum, tap, k) => sum + tap * at(values, x + k - 3), 0))
    const blurred = blur(row)
    // Above and below are the row itself, so that Sobel sees no change along y.
    const energy = blur(blurred.map((_, x) => Math.sqrt(3) * Math.abs(2 * (at(blurred, x + 1) - at(blurred, x - 1)))))
    expectClose(
      edgeEnergy(
        grey(1, 5, (x) => row[x] as number),
        1,
        5,
      ),
      energy,
      1e-6,
    )
    expectClose(
      edgeEnergy(
        grey(5, 1, (_, y) => row[y] as number),
        5,
        1,
      ),
      energy,
      1e-6,
    )
  })
})

it('is not modified', () => {
  const pixels = grey(4, 4, (x) => x / 4)
  const copy = pixels.slice()
  edgeEnergy(pixels, 4, 4)
  expect(pixels).toEqual(copy)
})
