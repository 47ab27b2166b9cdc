/**
 * @file Resizes as Pillow does, to the byte: a filter as wide as the reduction, horizontally and then vertically, each in
 * whole numbers (Pillow's src/libImaging/Resample.c).
 */
import type { Rgba8 } from './rgba8'

interface Filter {
  /** Beyond which it is 0. */
  readonly support: number
  readonly weight: (distance: number) => number
}

/** Keys' cubic convolution with a = -0.5. */
function cubic(distance: number): number {
  const x = Math.abs(distance)
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0
}

const FILTERS = {
  bilinear: { support: 1, weight: (distance) => Math.max(0, 1 - Math.abs(distance)) },
  bicubic: { support: 2, weight: cubic },
} as const satisfies Record<string, Filter>

export type ResamplingFilter = keyof typeof FILTERS

/** The weights of one row or column of the result: of the pixels from `first` on, in 2 ** -BITS. */
interface Taps {
  readonly first: number
  readonly weights: Int32Array
}

const BITS = 22
const ONE = 2 ** BITS

/** A square image as one of `size` x `size` pixels. */
export function resample({ data, width, height }: Rgba8, size: number, filter: ResamplingFilter): Rgba8 {
  const across = convolve(data, { rows: height, from: width, step: 4, rowStep: 4 * width }, size, FILTERS[filter], {
    step: 4,
    rowStep: 4 * size,
  })
  const down = convolve(across, { rows: size, from: height, step: 4 * size, rowStep: 4 }, size, FILTERS[filter], {
    step: 4 * size,
    rowStep: 4,
  })
  return { data: down, width: size, height: size }
}

interface Layout {
  /** Places from one pixel of a row to the next, and from one row to the next. */
  readonly step: number
  readonly rowStep: number
}

function convolve(
  source: Rgba8['data'],
  { rows, from, step, rowStep }: Layout & { readonly rows: number; readonly from: number },
  to: number,
  filter: Filter,
  target: Layout,
): Uint8ClampedArray {
  const result = new Uint8ClampedArray(rows * to * 4)
  const taps = tapsOf(from, to, filter)
  for (let row = 0; row < rows; row++) {
    for (let place = 0; place < to; place++) {
      const { first, weights } = taps[place] as Taps
      for (let channel = 0; channel < 4; channel++) {
        let sum = ONE / 2
        let at = row * rowStep + first * step + channel
        for (let tap = 0; tap < weights.length; tap++, at += step)
          sum += (weights[tap] as number) * (source[at] as number)
        result[row * target.rowStep + place * target.step + channel] = Math.floor(sum / ONE)
      }
    }
  }
  return result
}

function tapsOf(from: number, to: number, { support, weight }: Filter): Taps[] {
  const scale = from / to
  const stretch = Math.max(1, scale)
  const reach = support * stretch
  return Array.from({ length: to }, (_, place) => {
    const centre = (place + 0.5) * scale
    const first = Math.max(0, Math.trunc(centre - reach + 0.5))
    const end = Math.min(from, Math.trunc(centre + reach + 0.5))
    const shares = Array.from({ length: end - first }, (_, i) => weight((i + first - centre + 0.5) / stretch))
    const sum = shares.reduce((total, share) => total + share, 0)
    return { first, weights: Int32Array.from(shares, (share) => rounded((share / sum) * ONE)) }
  })
}

/** Halves away from zero. */
const rounded = (value: number): number => Math.trunc(value < 0 ? value - 0.5 : value + 0.5)
