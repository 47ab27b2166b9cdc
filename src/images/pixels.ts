/** @file From the browser's 8-bit pixels to a Image. */
import { type PixelImage, pixels01 } from '../units'
import type { Rgba8 } from './rgba8'

/** Lays the pixels on a colour, in place. Returns whether any was not opaque. */
export function layOn(colour: readonly [number, number, number], data: Uint8ClampedArray): boolean {
  let transparent = false
  for (let i = 3; i < data.length; i += 4) {
    const alpha = data[i] as number
    if (alpha === 255) continue
    transparent = true
    for (let channel = 0; channel < 3; channel++) {
      const at = i - 3 + channel
      data[at] = ((data[at] as number) * alpha + (colour[channel] as number) * (255 - alpha)) / 255
    }
    data[i] = 255
  }
  return transparent
}

/** Byte / 255 of red, green and blue; alpha is left out. */
export function toImage({ data, width, height }: Rgba8): PixelImage {
  const values = new Float32Array(width * height * 3)
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      values[pixel * 3 + channel] = (data[pixel * 4 + channel] as number) / 255
    }
  }
  return { pixels: pixels01(values), height, width }
}
