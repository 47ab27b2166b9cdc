/**
 * @file What a JPEG's marker segments say before its pixels begin. Read here
 * and not by image-size, which knows no component count and can not tell
 * "broken" from "more bytes are needed".
 */
import type { ByteReader } from './byteReader'
import { Refusal } from './refusal'

export interface JpegFrame {
  readonly width: number
  readonly height: number
  /** 1 grey, 3 YCbCr or RGB, 4 CMYK or YCCK. */
  readonly components: number
  /** EXIF orientation, 1 (upright) to 8. */
  readonly orientation: number
  /** Where the frame header lies: an end marker before it belongs to an embedded thumbnail. */
  readonly offset: number
}

const START_OF_SCAN = 0xda
const END_OF_IMAGE = 0xd9
const APP1 = 0xe1
const ORIENTATION_TAG = 0x0112

/** C0 to CF are frame headers, but for C4 (Huffman tables), C8 (reserved) and CC (arithmetic conditioning). */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** Markers that no length follows: TEM, RST0 to RST7 and SOI. */
function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
}

/** Walks to the frame header. Throws OutOfBytes where `reader` ends before it, Refusal where there is none. */
export function readJpegFrame(reader: ByteReader): JpegFrame {
  let offset = 2
  let orientation = 1
  for (;;) {
    // Fill bytes and stray bytes between segments are skipped, as libjpeg does.
    while (reader.uint8(offset) !== 0xff) offset++
    while (reader.uint8(offset) === 0xff) offset++
    const marker = reader.uint8(offset)
    offset++
    if (marker === 0 || standsAlone(marker)) continue
    if (marker === START_OF_SCAN || marker === END_OF_IMAGE) break
    const length = reader.uint16(offset)
    if (isFrameHeader(marker)) {
      return {
        height: reader.uint16(offset + 3),
        width: reader.uint16(offset + 5),
        components: reader.uint8(offset + 7),
        orientation,
        offset,
      }
    }
    if (marker === APP1 && length >= 16) orientation = readOrientation(reader, offset + 2, length - 2) ?? orientation
    offset += Math.max(length, 2)
  }
  throw new Refusal('is a JPEG without a frame header, so its size is unknown; save the picture again')
}

/** The orientation in an EXIF segment, or null where the segment is something else or says none. */
function readOrientation(reader: ByteReader, start: number, length: number): number | null {
  reader.need(start + length)
  if (reader.latin1(start, 6) !== 'Exif\0\0') return null
  const tiff = start + 6
  const end = start + length
  const littleEndian = reader.latin1(tiff, 2) === 'II'
  const directory = tiff + reader.uint32(tiff + 4, littleEndian)
  if (directory + 2 > end) return null
  const entries = reader.uint16(directory, littleEndian)
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + 12 * i
    if (entry + 12 > end) return null
    if (reader.uint16(entry, littleEndian) !== ORIENTATION_TAG) continue
    const value = reader.uint16(entry + 8, littleEndian)
    return value >= 1 && value <= 8 ? value : null
  }
  return null
}

/** Whether the end-of-image marker follows the frame header: without it the pixels stop half way. */
export function hasJpegEnd(bytes: Uint8Array, frameOffset: number): boolean {
  for (let i = bytes.length - 1; i > frameOffset; i--) {
    if (bytes[i] === END_OF_IMAGE && bytes[i - 1] === 0xff) return true
  }
  return false
}
