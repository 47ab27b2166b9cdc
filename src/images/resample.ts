/**
 * @file Resizes as Pillow does, to the byte for its bilinear and bicubic filter: a filter as wide as the reduction,
 * horizontally and then vertically, each in whole numbers (Pillow's src/libImaging/Resample.c). Lanczos is in fewer bits,
 * as of the library pica, whose bytes it gives: with pica an image of 40 megapixels was seconds of work in one piece.
 */
import { type JobControl, UNCONTROLLED } from '../engine/jobControl'
import { Walk } from './datasets/pace'
import { FILTERS, type Resampler, type ResamplingFilter, type Taps, tapsOf } from './resamplingFilters'
import type { Rgba8 } from './rgba8'

export type { ResamplingFilter }

/** Of an opaque square image, one of `size` x `size` pixels. Throws JobCancelled if the control is cancelled. */
export async function resample(
  { data, width, height }: Rgba8,
  size: number,
  name: ResamplingFilter,
  control: JobControl = UNCONTROLLED,
): Promise<Rgba8> {
  const filter: Resampler = FILTERS[name]
  const walk = new Walk(control, height + size)
  const rowLength = 3 * size
  const across = filter.isKeptInFractions ? new Uint16Array(height * rowLength) : new Uint8Array(height * rowLength)
  const columns = tapsOf(width, size, filter)
  for (let row = 0; row < height; row++) {
    const source = data.subarray(4 * width * row, 4 * width * (row + 1))
    sumAcross(source, columns, filter.across, across.subarray(rowLength * row, rowLength * (row + 1)))
    if (walk.isDue(1)) await walk.rest()
  }
  const result = new Uint8ClampedArray(4 * size * size).fill(255)
  const sums = new Int32Array(rowLength)
  for (const [row, taps] of tapsOf(height, size, filter).entries()) {
    sumDown(across, taps, sums.fill(2 ** (filter.down - 1)))
    for (let pixel = 0; pixel < size; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        result[4 * (size * row + pixel) + channel] = (sums[3 * pixel + channel] as number) >> filter.down
      }
    }
    if (walk.isDue(1)) await walk.rest()
  }
  return { data: result, width: size, height: size }
}

/** One row: its RGBA pixels weighed to RGB ones. */
function sumAcross(
  source: Uint8Array | Uint8ClampedArray,
  columns: readonly Taps[],
  { bits, half, most }: Resampler['across'],
  target: Uint8Array | Uint16Array,
): void {
  let place = 0
  for (const { first, weights } of columns) {
    let red = half
    let green = half
    let blue = half
    let at = 4 * first
    for (let tap = 0; tap < weights.length; tap++, at += 4) {
      const weight = weights[tap] as number
      red = (red + weight * (source[at] as number)) | 0
      green = (green + weight * (source[at + 1] as number)) | 0
      blue = (blue + weight * (source[at + 2] as number)) | 0
    }
    target[place++] = Math.min(most, Math.max(0, red >> bits))
    target[place++] = Math.min(most, Math.max(0, green >> bits))
    target[place++] = Math.min(most, Math.max(0, blue >> bits))
  }
}

/** Adds to the sums of one row of the result what each row above and below it weighs. */
function sumDown(rows: Uint8Array | Uint16Array, { first, weights }: Taps, sums: Int32Array): void {
  let at = first * sums.length
  for (let tap = 0; tap < weights.length; tap++) {
    const weight = weights[tap] as number
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + weight * (rows[at++] as number)
  }
}
