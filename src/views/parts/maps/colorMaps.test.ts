import { describe, expect, it } from 'vitest'
import type { DisplayForm } from '../../../store/types'
import { gradientColors, imageColors, logColors, percentile99, type Rgba, signedColors } from './colorMaps'

const OPAQUE = 255
const form = (change: Partial<DisplayForm> = {}): DisplayForm => ({
  gradientOf: 'loss',
  gradientSign: 'signed',
  gradientChannel: 'rgb',
  gradientScale: 'own',
  maps: [],
  ...change,
})

/** The pixels, each [r, g, b, a]. */
const pixelsOf = (colors: Rgba) =>
  Array.from({ length: colors.length / 4 }, (_, i) => [...colors.slice(4 * i, 4 * i + 4)])

describe('percentile99', () => {
  // numpy.percentile(numpy.abs(values), 99), which is linear between values.
  it.each<[values: number[], expected: number]>([
    [[1, -2, 3], 2.98],
    [[0.5, -0.25], 0.4975],
    [[4], 4],
    [[-4], 4],
    [Array.from({ length: 101 }, (_, i) => i), 99],
    [Array.from({ length: 50 }, (_, i) => -i * i), 2353.47],
    [[0, 0, 0, 1], 0.97],
    [[0, 0, 0], 0],
  ])('equals numpy’s (case %#)', (values, expected) => {
    expect(percentile99(new Float32Array(values))).toBeCloseTo(expected, 6)
  })

  it('of nothing is 0', () => {
    expect(percentile99(new Float32Array())).toBe(0)
  })

  it('does not reorder the values', () => {
    const values = new Float32Array([3, -1, 2])
    percentile99(values)
    expect([...values]).toEqual([3, -1, 2])
  })

  it('is computed for each map, also of equal length', () => {
    const [small, large] = [new Float32Array([1, 1, 1]), new Float32Array([2, 2, 2])]
    expect([percentile99(small), percentile99(large), percentile99(small)]).toEqual([1, 2, 1])
  })
})

describe('imageColors', () => {
  it('are the bytes that the pixels came from, and opaque', () => {
    const bytes = Array.from({ length: 256 }, (_, i) => i)
    const pixels = new Float32Array(bytes.flatMap((byte) => [byte / 255, 1 - byte / 255, 0]))
    expect(pixelsOf(imageColors(pixels))).toEqual(bytes.map((byte) => [byte, 255 - byte, 0, OPAQUE]))
  })
})

describe('signedColors', () => {
  const shown = (value: number, scale: number) => signedColors(new Float32Array([value, value, value]), scale)[0]

  it.each([
    [0, 1, 128],
    [1, 1, 255],
    [-1, 1, 0],
    [0.5, 1, 191],
    [-0.5, 1, 64],
    [0.002, 0.004, 191],
    [3, 1, 255],
    [-3, 1, 0],
  ])('draw %d at scale %d as %i', (value, scale, byte) => {
    expect(shown(value, scale)).toBe(byte)
  })

  it('draw zero in the middle, whatever the scale', () => {
    for (const scale of [1e-12, 1, 1e12, 0]) expect(shown(0, scale)).toBe(128)
  })

  it('draw v and -v at equal distances from the middle', () => {
    for (const value of [0.1, 0.33, 0.77]) {
      expect(Math.abs((shown(value, 1) as number) + (shown(-value, 1) as number) - 255)).toBeLessThanOrEqual(1)
    }
  })

  it('are opaque, each channel in its place', () => {
    expect([...signedColors(new Float32Array([-1, 0, 1]), 1)]).toEqual([0, 128, 255, OPAQUE])
  })
})

describe('gradientColors', () => {
  const gradient = new Float32Array([1, -1, 0.2, -0.2, 0, 2])

  it('use signed colours in the three channels', () => {
    expect(gradientColors(gradient, 1, form())).toEqual(signedColors(gradient, 1))
  })

  it.each([
    ['r', [255, 102]],
    ['g', [0, 128]],
    ['b', [153, 255]],
  ] as const)('of channel %s alone are grey', (gradientChannel, greys) => {
    const colors = gradientColors(gradient, 1, form({ gradientChannel }))
    expect(pixelsOf(colors)).toEqual(greys.map((grey) => [grey, grey, grey, OPAQUE]))
  })

  it('of absolute values start from black at zero, and clamp', () => {
    expect(pixelsOf(gradientColors(gradient, 1, form({ gradientSign: 'absolute' })))).toEqual([
      [255, 255, 51, OPAQUE],
      [51, 0, 255, OPAQUE],
    ])
  })

  it('of an all-zero gradient are uniform', () => {
    const zero = new Float32Array(6)
    expect(pixelsOf(gradientColors(zero, 0, form()))).toEqual(Array(2).fill([128, 128, 128, OPAQUE]))
    expect(pixelsOf(gradientColors(zero, 0, form({ gradientSign: 'absolute' })))).toEqual(
      Array(2).fill([0, 0, 0, OPAQUE]),
    )
  })
})

describe('logColors', () => {
  // d3's inferno from end to end.
  const DARK = [0, 0, 4, OPAQUE]
  const BRIGHT = [252, 255, 164, OPAQUE]
  const one = (value: number, low: number, high: number) => [...logColors([value], low, high)]

  it('go from dark at the low end to bright at the high end, and clamp beyond', () => {
    for (const value of [0, 1e-9, 1e-3]) expect(one(value, 1e-3, 1)).toEqual(DARK)
    for (const value of [1, 2, 1e9]) expect(one(value, 1e-3, 1)).toEqual(BRIGHT)
  })

  it('are the same for the same ratio', () => {
    expect(one(1e-2, 1e-4, 1)).toEqual(one(30, 3, 300))
    expect(one(1e-2, 1e-4, 1)).not.toEqual(one(0.5, 1e-4, 1))
  })

  it('of a constant map are dark, and no error', () => {
    expect(one(0.5, 0.5, 0.5)).toEqual(DARK)
  })

  it('have one pixel per value', () => {
    expect(logColors(new Float32Array(6), 1e-3, 1)).toHaveLength(24)
  })
})
