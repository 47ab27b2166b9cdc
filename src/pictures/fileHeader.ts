/**
 * @file What a picture file's first bytes say of its kind and size, so that a
 * file is refused before the browser takes memory for its pixels.
 */
import { imageSize } from 'image-size'
import { ByteReader } from './byteReader'
import { readGifSize } from './gif'
import { readJpegFrame } from './jpeg'
import { Refusal } from './refusal'

/** The kinds that browsers decode, under their MIME names: image/`kind`. */
export type PictureKind = 'png' | 'jpeg' | 'webp' | 'gif' | 'bmp' | 'avif'

export interface FileHeader {
  readonly kind: PictureKind
  /** Size in pixels, before any turning that the file asks for. */
  readonly width: number
  readonly height: number
}

/** Largest file taken, in bytes. */
export const MAX_FILE_BYTES = 32 * 1024 * 1024

/** Largest picture taken, in pixels: 160 MB once decoded. */
export const MAX_PIXELS = 40_000_000

const USABLE = 'a PNG, JPEG or WebP picture'
const SAVE_AS = 'save it as one of these'

/** Kinds that people do have, recognised only to be named. */
function unusableKind(start: string): string | null {
  if (/^....ftyp(heic|heix|hevc|hevx|mif1|msf1)/s.test(start)) return 'a HEIC picture'
  if (/^(II\*\0|MM\0\*)/.test(start)) return 'a TIFF or raw camera picture'
  if (start.startsWith('%PDF')) return 'a PDF'
  if (start.startsWith('8BPS')) return 'a Photoshop document'
  if (/^\s*<(svg|\?xml)/.test(start)) return 'an SVG or XML file'
  return null
}

/**
 * The kind by the file's own signature: names and MIME types are often wrong.
 * Throws Refusal where it is none that is taken.
 */
export function recogniseKind(reader: ByteReader): PictureKind {
  const start = reader.latin1(0, Math.min(reader.length, 16))
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (start.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (/^RIFF....WEBP/s.test(start)) return 'webp'
  if (/^GIF8[79]a/.test(start)) return 'gif'
  if (/^....ftypavif/s.test(start)) return 'avif'
  // Two letters are little evidence: the header's own length has to fit too.
  if (start.startsWith('BM') && reader.length > 18 && [40, 108, 124].includes(reader.uint32(14, true))) return 'bmp'
  const known = unusableKind(start)
  if (known !== null) throw new Refusal(`is ${known}, not ${USABLE}; ${SAVE_AS}`)
  throw new Refusal(`is not ${USABLE} (it begins with ${quoteStart(start)}); ${SAVE_AS}`)
}

/** The first bytes for a message: as text where they are text, as hexadecimal where not. */
function quoteStart(start: string): string {
  if (/^[\x20-\x7e\s]+$/.test(start)) return `the text "${start.replace(/\s+/g, ' ').trim()}"`
  const bytes = Array.from(start.slice(0, 4), (character) => character.charCodeAt(0).toString(16).padStart(2, '0'))
  return `the bytes ${bytes.join(' ')}`
}

/** The end, in bytes, of the box that holds an AVIF's sizes. */
function findMetaEnd(reader: ByteReader): number {
  for (let offset = 0; ; ) {
    const size = reader.uint32(offset)
    if (size < 8) throw new Refusal('is an AVIF picture with a broken header; save the picture again')
    if (reader.latin1(offset + 4, 4) === 'meta') return offset + size
    offset += size
  }
}

function readSize(kind: PictureKind, reader: ByteReader): { width: number; height: number } {
  if (kind === 'jpeg') return readJpegFrame(reader)
  if (kind === 'gif') return readGifSize(reader)
  // image-size can not tell a header that is cut from one that is broken, so it is given whole headers only.
  reader.need(kind === 'avif' ? findMetaEnd(reader) : 30)
  try {
    return imageSize(reader.bytes)
  } catch {
    throw new Refusal(`is a ${kind.toUpperCase()} picture with a broken header; save the picture again`)
  }
}

/**
 * Kind and size in pixels of the file that begins with `bytes`.
 * Throws OutOfBytes where more of the file is needed to tell, Refusal where
 * it is no usable picture or has too many pixels or none.
 */
export function readFileHeader(bytes: Uint8Array): FileHeader {
  const reader = new ByteReader(bytes)
  const kind = recogniseKind(reader)
  const { width, height } = readSize(kind, reader)
  checkSize(width, height)
  return { kind, width, height }
}

/** Throws Refusal for a picture of no pixels or of more than MAX_PIXELS. */
export function checkSize(width: number, height: number): void {
  if (!(width > 0 && height > 0)) {
    throw new Refusal(`has no pixels: its header says ${width} x ${height}; choose another picture`)
  }
  if (width * height > MAX_PIXELS) {
    throw new Refusal(
      `has ${width} x ${height} = ${megapixels(width * height)} megapixels, more than the ` +
        `${megapixels(MAX_PIXELS)} that fit in a page's memory; scale it down first`,
    )
  }
}

/** Throws Refusal for an empty file or one of more than MAX_FILE_BYTES. */
export function checkFileSize(bytes: number): void {
  if (bytes === 0) throw new Refusal('is an empty file; choose another picture')
  if (bytes > MAX_FILE_BYTES) {
    const megabytes = inThousandths(bytes / 1024 / 1024)
    throw new Refusal(
      `is ${megabytes} MB large, more than the ${MAX_FILE_BYTES / 1024 / 1024} MB taken; scale it down first`,
    )
  }
}

/** Fine enough to tell a value just above a limit from the limit. */
function inThousandths(value: number): string {
  return String(Number(value.toFixed(3)))
}

function megapixels(pixels: number): string {
  return inThousandths(pixels / 1e6)
}
