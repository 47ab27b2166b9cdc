/**
 * @file The kind and size of an image from its file's first bytes, so that a
 * file is refused before the browser allocates memory for its pixels.
 */
import { ByteReader, OutOfBytes } from './byteReader'
import { recogniseForeign } from './foreign/recognise'
import { IMAGE_FORMATS } from './formats/registry'
import type { ImageFormat } from './formats/types'
import { MAX_IMAGE_FILE_BYTES, MAX_IMAGE_HEAD_BYTES, MAX_IMAGE_PIXELS, MAX_SIGNATURE_BYTES } from './limits'
import { Refusal } from './refusal'

export interface FileHeader {
  readonly format: ImageFormat
  /** Size in pixels, before any rotation that the file asks for. */
  readonly width: number
  readonly height: number
}

const USABLE = 'a PNG, JPEG, WebP, AVIF, GIF or BMP image'
const SAVE_AS = 'save it as one of these'

/**
 * The format by the file's signature, because names and MIME types are often
 * wrong. Throws Refusal, which names what the file is, for other formats.
 */
export function recogniseFormat(reader: ByteReader): ImageFormat {
  const start = reader.latin1(0, Math.min(reader.length, MAX_SIGNATURE_BYTES))
  const format = IMAGE_FORMATS.find(({ matches }) => matches(start))
  if (format !== undefined) return format
  const foreign = recogniseForeign(reader.bytes)
  if (foreign === null) throw new Refusal(`is not ${USABLE} (it begins with ${quoteStart(start)}); ${SAVE_AS}`)
  throw new Refusal(`is ${foreign.name}, not ${USABLE}; ${foreign.use === 'image' ? SAVE_AS : 'choose one of these'}`)
}

/** Whether the file that begins with `head` has a supported format. */
export function isImage(head: Uint8Array): boolean {
  const start = String.fromCharCode(...head.subarray(0, MAX_SIGNATURE_BYTES))
  return IMAGE_FORMATS.some(({ matches }) => matches(start))
}

/** The first bytes for a message, as text if they are text, otherwise in hexadecimal. */
function quoteStart(start: string): string {
  const text = start.slice(0, 16)
  if (/^[\x20-\x7e\s]+$/.test(text)) return `the text "${text.replace(/\s+/g, ' ').trim()}"`
  const bytes = Array.from(text.slice(0, 4), (character) => character.charCodeAt(0).toString(16).padStart(2, '0'))
  return `the bytes ${bytes.join(' ')}`
}

/**
 * Format and size in pixels of the file that begins with `bytes`. Throws
 * OutOfBytes if more of the file is needed, Refusal if it is not a usable image
 * or has no pixels or too many.
 */
export function readFileHeader(bytes: Uint8Array): FileHeader {
  const reader = new ByteReader(bytes)
  const format = recogniseFormat(reader)
  const { width, height } = format.readSize(reader)
  checkSize(width, height)
  return { format, width, height }
}

/** A check of a file's beginning. */
export interface HeadCheck {
  /** Of the file, or all of a shorter one. */
  readonly bytes: number
  /** Throws Refusal where the rest need not be read. */
  readonly check: (head: Uint8Array) => void
}

/** Refuses what is no usable image, or too large a one. */
export const IMAGE_HEAD: HeadCheck = {
  bytes: MAX_IMAGE_HEAD_BYTES,
  check(head) {
    try {
      readFileHeader(head)
    } catch (error) {
      // The size may stand further on, as behind a large thumbnail.
      if (!(error instanceof OutOfBytes)) throw error
    }
  },
}

/** Throws Refusal for an image of no pixels or of more than MAX_IMAGE_PIXELS. */
export function checkSize(width: number, height: number): void {
  if (!(width > 0 && height > 0)) {
    throw new Refusal(`has no pixels: its header says ${width} × ${height}; choose another image`)
  }
  if (width * height > MAX_IMAGE_PIXELS) {
    throw new Refusal(
      `has ${width} × ${height} = ${megapixels(width * height)} megapixels, more than the ` +
        `${megapixels(MAX_IMAGE_PIXELS)} that fit in a page's memory; scale it down first`,
    )
  }
}

/** Throws Refusal for an empty file or one of more than MAX_IMAGE_FILE_BYTES. */
export function checkFileSize(bytes: number): void {
  if (bytes === 0) throw new Refusal('is an empty file; choose another image')
  if (bytes > MAX_IMAGE_FILE_BYTES) {
    const megabytes = inThousandths(bytes / 1024 / 1024)
    throw new Refusal(
      `is ${megabytes} MB large, more than the ${MAX_IMAGE_FILE_BYTES / 1024 / 1024} MB allowed; scale it down first`,
    )
  }
}

/** With enough digits to distinguish a value just above a limit from the limit. */
function inThousandths(value: number): string {
  return String(Number(value.toFixed(3)))
}

function megapixels(pixels: number): string {
  return inThousandths(pixels / 1e6)
}
