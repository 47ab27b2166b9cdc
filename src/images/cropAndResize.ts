/**
 * @file Fits an image of any size to a model's square input: a centre crop,
 * resized with antialiased Lanczos-3 in 8 bits, like Pillow and the usual data
 * pipelines.
 */
import { type ImageFit, isUsualResizing, type Resizing, USUAL_RESIZING } from '../engine/checkpoints/resizing'
import type { JobControl } from '../engine/jobControl'
import { type ResamplingFilter, resample } from './resample'
import type { Rgba8 } from './rgba8'

/** A square of `size` x `size` pixels with its top left corner at (x, y). */
export interface Square {
  readonly x: number
  readonly y: number
  readonly size: number
}

/** The largest centred square. If the margin is odd, the extra row or column is at the far end. */
export function middleSquare(width: number, height: number): Square {
  const size = Math.min(width, height)
  return { x: Math.floor((width - size) / 2), y: Math.floor((height - size) / 2), size }
}

/**
 * Resizes an opaque square image to `size` x `size` pixels; an image of this size
 * is returned unchanged. Throws RangeError for an image that is not square, and
 * JobCancelled if the control, which is told of rows, is cancelled.
 */
export async function resizeSquare(
  square: Rgba8,
  size: number,
  filter: ResamplingFilter = 'lanczos',
  control?: JobControl,
): Promise<Rgba8> {
  const { width, height } = square
  if (width !== height) throw new RangeError(`the image is ${width} × ${height}; crop it to a square first`)
  if (width === size) return square
  return resample(square, size, filter, control)
}

/**
 * A square image as a model takes it: resized as it is, or to more than the model's size, of which the middle is cut out,
 * as timm's transforms for evaluation do.
 */
export async function fitSquare(
  square: Rgba8,
  { size, resizing = USUAL_RESIZING }: ImageFit,
  control?: JobControl,
): Promise<Rgba8> {
  const { filter } = resizing
  if (isUsualResizing(resizing)) return resizeSquare(square, size, filter, control)
  return cutMiddle(await resizeSquare(square, sizeBeforeCut(size, resizing), filter, control), size)
}

const sizeBeforeCut = (size: number, { cropShare }: Resizing): number => Math.floor(size / cropShare)

/** Halves are rounded to the even number, as torchvision's center_crop does by Python's `round`. */
function cutMiddle({ data, width }: Rgba8, size: number): Rgba8 {
  if (width === size) return { data, width, height: width }
  const half = (width - size) / 2
  const margin = Number.isInteger(half) ? half : 2 * Math.round(half / 2)
  const cut = new Uint8ClampedArray(size * size * 4)
  for (let row = 0; row < size; row++) {
    const start = 4 * ((row + margin) * width + margin)
    cut.set(data.subarray(start, start + 4 * size), 4 * size * row)
  }
  return { data: cut, width: size, height: size }
}

/** What cropping and resizing did to an image of `width` x `height` pixels, or null if they did nothing. */
export function describeCropAndResize(width: number, height: number, fit: ImageFit): string | null {
  const { size, resizing = USUAL_RESIZING } = fit
  if (!isUsualResizing(resizing)) return describeFit(width, height, size, resizing)
  const square = Math.min(width, height)
  const verb = square < size ? 'enlarged' : 'resized'
  const before = `${square} × ${square}`
  const caveat = square === 1 ? ', so it is one flat colour' : square < size ? ', which adds no detail' : ''
  if (width === height) return square === size ? null : `${verb} from ${before} to ${size} × ${size}${caveat}`
  const cropped = `cropped to its middle ${before}`
  return square === size ? cropped : `${cropped} and ${verb} to ${size} × ${size}${caveat}`
}

function describeFit(width: number, height: number, size: number, resizing: Resizing): string {
  const square = Math.min(width, height)
  const cropped = width === height ? '' : `cropped to its middle ${square} × ${square} and `
  const before = sizeBeforeCut(size, resizing)
  const cut = before === size ? '' : `, of which the middle ${size} × ${size} is taken`
  return `${cropped}resized to ${before} × ${before} (${resizing.filter})${cut}`
}
