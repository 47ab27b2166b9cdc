import { threeDigits } from '../format'

/** Red, green and blue at a pixel of a (height, width, 3) map. */
export const channelReadout =
  (values: Float32Array, scale = 1) =>
  (index: number): string =>
    [0, 1, 2].map((channel) => threeDigits((values[3 * index + channel] ?? 0) * scale)).join('  ')

/** The value at a pixel of a (height, width) map. */
export const valueReadout =
  (values: ArrayLike<number>) =>
  (index: number): string =>
    threeDigits(values[index] ?? 0)
