/**
 * @file Fits an image of any size to a model's square input: a centre crop,
 * resized with antialiased Lanczos-3 in 8 bits, like Pillow and the usual data
 * pipelines.
 */
import { Pica } from 'pica/pica_main'

/** 8-bit RGBA pixels, row by row: `width * height * 4` values. */
export interface Rgba8 {
  readonly data: Uint8ClampedArray | Uint8Array
  readonly width: number
  readonly height: number
}

/** A square of `size` x `size` pixels with its top left corner at (x, y). */
export interface Square {
  readonly x: number
  readonly y: number
  readonly size: number
}

// Plain JavaScript only: the same bytes on every machine, no nested workers, and no wasm for a strict CSP to block.
const pica = new Pica({ features: ['js'] })

/** The largest centred square. If the margin is odd, the extra row or column is at the far end. */
export function middleSquare(width: number, height: number): Square {
  const size = Math.min(width, height)
  return { x: Math.floor((width - size) / 2), y: Math.floor((height - size) / 2), size }
}

/**
 * Resizes an opaque square image to `size` x `size` pixels; an image of this size
 * is returned unchanged. Throws RangeError for an image that is not square.
 */
export async function resizeSquare(square: Rgba8, size: number): Promise<Rgba8> {
  const { data, width, height } = square
  if (width !== height) throw new RangeError(`the image is ${width} x ${height}; crop it to a square first`)
  if (width === size) return square
  const src = data
  const resized = await pica.resizeBuffer({ src, width, height, toWidth: size, toHeight: size, filter: 'lanczos3' })
  return { data: resized, width: size, height: size }
}

/** What cropping and resizing did to an image of `width` x `height` pixels, or null if they did nothing. */
export function describeCropAndResize(width: number, height: number, size: number): string | null {
  const square = Math.min(width, height)
  const verb = square < size ? 'enlarged' : 'resized'
  const before = `${square} x ${square}`
  const caveat = square === 1 ? ', so it is one flat colour' : square < size ? ', which adds no detail' : ''
  if (width === height) return square === size ? null : `${verb} from ${before} to ${size} x ${size}${caveat}`
  const cropped = `cropped to its middle ${before}`
  return square === size ? cropped : `${cropped} and ${verb} to ${size} x ${size}${caveat}`
}
