/** @file By what weights pixels are summed up when an image is resized. */

export interface Resampler {
  /** Beyond which it is 0. */
  readonly support: number
  readonly weight: (distance: number) => number
  /** What a weight of 1 is in whole numbers. */
  readonly one: number
  /** Of a sum of the horizontal pass: the bits that are cut off, what is added before, and the largest that is kept. */
  readonly across: { readonly bits: number; readonly half: number; readonly most: number }
  /** Bits that are cut off a sum of the vertical pass, which is rounded. */
  readonly down: number
  /** Whether the horizontal pass keeps fractions of bytes. */
  readonly isKeptInFractions: boolean
  /** Whether weights are rounded to 32 bits before they are whole numbers, and are of one more pixel at either end. */
  readonly isSingle: boolean
}

/** Keys' cubic convolution with a = -0.5. */
function cubic(distance: number): number {
  const x = Math.abs(distance)
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0
}

/** The sinc function under the middle of one three times as wide. */
function lanczos(distance: number): number {
  const x = Math.abs(distance)
  if (x >= 3) return 0
  if (x < 2 ** -23) return 1
  const angle = x * Math.PI
  return ((Math.sin(angle) / angle) * Math.sin(angle / 3)) / (angle / 3)
}

const PILLOW = {
  one: 2 ** 22,
  across: { bits: 22, half: 2 ** 21, most: 255 },
  down: 22,
  isKeptInFractions: false,
  isSingle: false,
} as const

const PICA = {
  one: 2 ** 14 - 1,
  across: { bits: 7, half: 0, most: 2 ** 16 - 1 },
  down: 21,
  isKeptInFractions: true,
  isSingle: true,
} as const

export const FILTERS = {
  bilinear: { ...PILLOW, support: 1, weight: (distance) => Math.max(0, 1 - Math.abs(distance)) },
  bicubic: { ...PILLOW, support: 2, weight: cubic },
  lanczos: { ...PICA, support: 3, weight: lanczos },
} as const satisfies Record<string, Resampler>

export type ResamplingFilter = keyof typeof FILTERS

/** The weights of one row or column of the result: of the pixels from `first` on, in whole numbers. */
export interface Taps {
  readonly first: number
  readonly weights: Int32Array
}

/** For each of `to` rows or columns that are made of `from`. */
export function tapsOf(from: number, to: number, { support, weight, one, isSingle }: Resampler): Taps[] {
  // Twice divided where pica does so, as the last bit may be another.
  const scale = isSingle ? 1 / (to / from) : from / to
  const reach = isSingle ? support / Math.min(1, to / from) : support * Math.max(1, scale)
  return Array.from({ length: to }, (_, place) => {
    const centre = (place + 0.5) * scale
    const first = Math.max(0, isSingle ? Math.floor(centre - reach) : Math.trunc(centre - reach + 0.5))
    const end = Math.min(from, isSingle ? Math.ceil(centre + reach) + 1 : Math.trunc(centre + reach + 0.5))
    const shares = Array.from({ length: end - first }, (_, i) =>
      isSingle
        ? weight((i + first + 0.5 - centre) * Math.min(1, to / from))
        : weight((i + first - centre + 0.5) / Math.max(1, scale)),
    )
    const sum = shares.reduce((total, share) => total + share, 0)
    return {
      first,
      weights: Int32Array.from(shares, (share) =>
        isSingle ? Math.round((Math.fround(share) / sum) * one) : rounded((share / sum) * one),
      ),
    }
  })
}

/** Halves away from zero. */
const rounded = (value: number): number => Math.trunc(value < 0 ? value - 0.5 : value + 0.5)
