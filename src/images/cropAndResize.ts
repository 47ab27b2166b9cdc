/**
 * @file From an image of any size to a model's square input: the middle
 * square, resized with Lanczos-3 in 8 bits with antialiasing, as Pillow and
 * the usual data pipelines do.
 */
import { Pica } from 'pica/pica_main'

/** 8-bit pixels row by row, red, green, blue and alpha each, `width * height * 4` values. */
export interface Rgba8 {
  readonly data: Uint8ClampedArray | Uint8Array
  readonly width: number
  readonly height: number
}

/** A square of `side` pixels whose corner lies at (x, y). */
export interface Square {
  readonly x: number
  readonly y: number
  readonly side: number
}

// Plain JavaScript only: the same bytes on every machine, no nested workers, and no wasm for a strict CSP to block.
const pica = new Pica({ features: ['js'] })

/** The largest square in the middle. An odd rest leaves the extra row or column at the far end. */
export function middleSquare(width: number, height: number): Square {
  const side = Math.min(width, height)
  return { x: Math.floor((width - side) / 2), y: Math.floor((height - side) / 2), side }
}

/**
 * An opaque square image at `side` x `side` pixels; an image of this size
 * comes back as it is. Throws RangeError for an image that is not square.
 */
export async function resizeSquare(square: Rgba8, side: number): Promise<Rgba8> {
  const { data, width, height } = square
  if (width !== height) throw new RangeError(`the image is ${width} x ${height}; crop it to a square first`)
  if (width === side) return square
  const src = data
  const resized = await pica.resizeBuffer({ src, width, height, toWidth: side, toHeight: side, filter: 'lanczos3' })
  return { data: resized, width: side, height: side }
}

/** What cropping and resizing did to an image of `width` x `height` pixels, or null where they did nothing. */
export function describeCropAndResize(width: number, height: number, side: number): string | null {
  const square = Math.min(width, height)
  const verb = square < side ? 'enlarged' : 'resized'
  const size = `${square} x ${square}`
  const caveat = square === 1 ? ', so it is one flat colour' : square < side ? ', which adds no detail' : ''
  if (width === height) return square === side ? null : `${verb} from ${size} to ${side} x ${side}${caveat}`
  const cropped = `cropped to its middle ${size}`
  return square === side ? cropped : `${cropped} and ${verb} to ${side} x ${side}${caveat}`
}
