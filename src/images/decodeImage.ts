/**
 * @file Decodes a file to an image at a model's input size. Needs a browser's
 * createImageBitmap and OffscreenCanvas, in a page or a worker; everything that
 * does without them is in the other files of this folder.
 */

import type { ImageFit } from '../engine/checkpoints/resizing'
import { type JobControl, UNCONTROLLED } from '../engine/jobControl'
import { quoteName } from '../quote'
import type { PixelImage } from '../units'
import { OutOfBytes } from './byteReader'
import { describeCropAndResize, fitSquare, middleSquare, type Square } from './cropAndResize'
import { partOf } from './datasets/pace'
import type { DecodedImage } from './decodedImage'
import { endsEarly, readFileFacts } from './fileFacts'
import { checkFileSize, checkSize, type FileHeader, IMAGE_HEAD, readFileHeader } from './fileHeader'
import { present } from './formats/notes'
import type { FileFacts, ImageFormat } from './formats/types'
import { placeUpright, storedSquare, turnSize } from './orientation'
import { layOn, toImage } from './pixels'
import { Refusal, sentenceOn } from './refusal'
import type { Rgba8 } from './rgba8'

/** Enough except for JPEGs that begin with an EXIF thumbnail or a colour profile. */
const FIRST_READ_BYTES = 64 * 1024

/** Pixels drawn at a time: a canvas of the whole image would be refused on phones (16.7 megapixels). */
const STRIP_PIXELS = 4 * 1024 * 1024

const WHITE = [255, 255, 255] as const

/**
 * Reads an image file as `size` x `size` pixels in [0, 1]. The stored values are
 * read like Pillow reads them (docs/image-formats.md), turned upright, composited
 * on white, centre-cropped and resized with Lanczos-3, or as `resizing` says; an
 * image of that size is exactly byte / 255 unless it is resized all the same. The notes say what was done and what was ignored. Throws
 * Error with one sentence that names the file, the problem and a remedy.
 *
 * @param control is told of rows of pixels
 */
export async function decodeImage(
  file: Blob,
  name: string,
  fit: ImageFit,
  control: JobControl = UNCONTROLLED,
): Promise<DecodedImage> {
  const { size } = fit
  if (!Number.isInteger(size) || size < 1) throw new RangeError(`size is ${size}; it must be a whole number of pixels`)
  try {
    checkFileSize(file.size)
    const { format } = await readHeader(file)
    const facts = await readFileFacts(format, await readBytes(file, file.size))
    const bitmap = await decode(facts.bytes, format)
    try {
      return await fitToSize(bitmap, facts, fit, control)
    } finally {
      bitmap.close()
    }
  } catch (error) {
    throw sentenceOn(quoteName(name), error)
  }
}

decodeImage.head = IMAGE_HEAD

/** Reads more and more of the file's beginning until its size in pixels is known. */
async function readHeader(file: Blob): Promise<FileHeader> {
  for (let length = FIRST_READ_BYTES; ; length *= 8) {
    const bytes = await readBytes(file, length)
    try {
      return readFileHeader(bytes)
    } catch (error) {
      if (!(error instanceof OutOfBytes)) throw error
      if (length >= file.size) throw endsEarly(file.size)
    }
  }
}

async function readBytes(file: Blob, length: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(0, length).arrayBuffer())
  } catch {
    throw new Refusal('could not be read because it was moved or changed after it was chosen; choose it again')
  }
}

/** The bitmap is the caller's to close. */
async function decode(bytes: Uint8Array<ArrayBuffer>, { kind, name }: ImageFormat): Promise<ImageBitmap> {
  try {
    // Decodes the checked bytes as the recognised type, not the file itself or the type it claims.
    return await createImageBitmap(new Blob([bytes], { type: `image/${kind}` }), {
      // Applies only rotations that are part of the pixels, as in AVIF; all other marks were removed before.
      imageOrientation: 'from-image',
      premultiplyAlpha: 'none',
      colorSpaceConversion: 'none',
    })
  } catch {
    throw new Refusal(`is ${name} image that this browser cannot decode; save it again as PNG`)
  }
}

async function fitToSize(
  bitmap: ImageBitmap,
  facts: FileFacts,
  fit: ImageFit,
  control: JobControl,
): Promise<DecodedImage> {
  const [width, height] = turnSize(bitmap.width, bitmap.height, facts.orientation)
  checkSize(width, height)
  const square = storedSquare(middleSquare(width, height), bitmap.width, bitmap.height, facts.orientation)
  const { pixels, transparent } = await drawUpright(bitmap, square, facts, partOf(control, 0, 0.5))
  const image: PixelImage = toImage(await fitSquare(pixels, fit, partOf(control, 0.5, 1)))
  const behind = facts.backdrop
    ? 'areas that its first frame leaves empty have its first colour'
    : 'its transparent parts are shown on white'
  const notes = present([...facts.notes, transparent && behind, describeCropAndResize(width, height, fit)])
  return { image, notes }
}

/** Draws a stored square upright on its background, strip by strip. */
async function drawUpright(
  bitmap: ImageBitmap,
  { x, y, size }: Square,
  { amend, backdrop = WHITE, orientation }: FileFacts,
  { checkpoint }: JobControl,
): Promise<{ pixels: Rgba8; transparent: boolean }> {
  const stripHeight = Math.max(1, Math.min(size, Math.floor(STRIP_PIXELS / size)))
  const context = new OffscreenCanvas(size, stripHeight).getContext('2d', { willReadFrequently: true })
  if (context === null)
    throw new Refusal('could not be drawn because this browser provided no canvas; close other tabs first')
  const pixels: Rgba8 = { data: new Uint8ClampedArray(size * size * 4), width: size, height: size }
  let transparent = false
  for (let top = 0; top < size; top += stripHeight) {
    await checkpoint(top, size)
    const rows = Math.min(stripHeight, size - top)
    context.clearRect(0, 0, size, stripHeight)
    context.drawImage(bitmap, x, y + top, size, rows, 0, 0, size, rows)
    const strip = context.getImageData(0, 0, size, rows).data
    amend?.(strip)
    transparent = layOn(backdrop, strip) || transparent
    placeUpright(strip, top, pixels, orientation)
  }
  return { pixels, transparent }
}
