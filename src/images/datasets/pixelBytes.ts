/** @file Pixels as bytes, (size, size, 3) row by row: a quarter of a float image's memory. */

import { type ImageFit, isUsualResizing } from '../../engine/checkpoints/resizing'
import { type PixelImage, type Pixels01, pixels01 } from '../../units'
import { fitSquare } from '../cropAndResize'

/** byte / 255, exactly like decodeImage. */
export function toPixels01(bytes: Uint8Array): Pixels01 {
  return pixels01(Float32Array.from(bytes, (byte) => byte / 255))
}

/** The bytes of a decoded image. Exact, because a decoded image's values are byte / 255. */
export function toBytes({ pixels }: PixelImage): Uint8Array {
  return Uint8Array.from(pixels, (value) => Math.round(value * 255))
}

/** Interleaves a red, a green and a blue plane into `target`, starting at `offset`. */
export function interleavePlanes(planes: Uint8Array, target: Uint8Array, offset: number): void {
  const plane = planes.length / 3
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      target[offset + 3 * pixel + channel] = planes[channel * plane + pixel] as number
    }
  }
}

/** Resizes `bytes` of `from` x `from` pixels, like decodeImage. */
export async function resizeBytes(bytes: Uint8Array, from: number, fit: ImageFit): Promise<Uint8Array> {
  const { size: to, resizing } = fit
  if (from === to && (resizing === undefined || isUsualResizing(resizing))) return bytes
  const rgba = new Uint8Array(from * from * 4).fill(255)
  for (let pixel = 0; pixel < from * from; pixel++) rgba.set(bytes.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel)
  const { data } = await fitSquare({ data: rgba, width: from, height: from }, fit)
  const resized = new Uint8Array(to * to * 3)
  for (let pixel = 0; pixel < to * to; pixel++) resized.set(data.subarray(4 * pixel, 4 * pixel + 3), 3 * pixel)
  return resized
}
