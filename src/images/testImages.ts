/** @file Images that tests in Node and in the browser compute with. */
import type { Rgba8 } from './rgba8'

/** The byte that e2e/fixtures/make_fixtures.py draws at (x, y) in `channel`. */
export function formulaByte(x: number, y: number, channel: number): number {
  return (x * 7 + y * 13 + channel * 50 + ((x * y) % 97)) % 256
}

/** The byte of that script's waves, an image of `size` x `size` pixels. */
export function waveByte(size: number, x: number, y: number, channel: number): number {
  const wave = 40 * Math.sin(x / 3 + channel) * Math.cos(y / 4)
  return Math.floor(128 + wave + (2 * x >= size ? 40 : -40) + 0.5)
}

/** An opaque image with the byte that `at` gives for each pixel and channel. */
export function drawRgba(width: number, height: number, at: (x: number, y: number, channel: number) => number): Rgba8 {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++) data[(y * width + x) * 4 + channel] = at(x, y, channel)
      data[(y * width + x) * 4 + 3] = 255
    }
  }
  return { data, width, height }
}
