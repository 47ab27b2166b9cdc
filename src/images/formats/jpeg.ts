/**
 * @file JPEG's marker segments. Not read with image-size, which does not report
 * the component count and cannot distinguish "broken" from "more bytes are
 * needed".
 */
import { countOf } from '../../countOf'
import { type ByteReader, OutOfBytes } from '../byteReader'
import { MAX_IMAGE_PARTS, MAX_JPEG_SCANS } from '../limits'
import { nameProfile } from '../metadata/colourSpace'
import { readOrientationMark } from '../metadata/orientationMark'
import { checkParts, Refusal } from '../refusal'
import { addRange, joinBytes, keepRanges, type Range } from './byteRanges'
import { colourNote, present, turnedNote } from './notes'
import type { FileFacts, ImageFormat } from './types'

interface Segment {
  readonly marker: number
  /** Offsets of its 0xff and of its content's start and end. */
  readonly offset: number
  readonly start: number
  readonly end: number
}

const START_OF_SCAN = 0xda
const END_OF_IMAGE = 0xd9
const APP0 = 0xe0
const APP1 = 0xe1
const APP2 = 0xe2
const APP14 = 0xee
const APP15 = 0xef
const EXIF = 'Exif\0\0'
const XMP = 'http://ns.adobe.com/xap/1.0/\0'
const ICC = 'ICC_PROFILE\0'

export const jpeg: ImageFormat = {
  kind: 'jpeg',
  name: 'a JPEG',
  endings: ['jpg', 'jpeg', 'jpe', 'jfif', 'jif', 'mpo'],
  matches: (start) => start.startsWith('\xff\xd8\xff'),

  readSize(reader) {
    const frame = findFrame(reader)
    return { height: reader.uint16(frame.start + 1), width: reader.uint16(frame.start + 3) }
  },

  readFacts(reader): FileFacts {
    const frame = findFrame(reader)
    if (!hasEnd(reader.bytes, frame.start)) throw new OutOfBytes('no end of image')
    const segments = [...segmentsOf(reader)]
    checkScans(reader.bytes, segments.at(-1)?.end ?? 0)
    const contents = (marker: number, mark: string) =>
      segments
        .filter((segment) => segment.marker === marker && hasMark(reader, segment, mark))
        .map(({ start, end }) => reader.slice(start + mark.length, end))
    // A block too long for one segment continues in the next, but its directory is at its beginning.
    const [exif = null] = contents(APP1, EXIF)
    const xmp = contents(APP1, XMP).at(-1) ?? null
    const { orientation, mark } = readOrientationMark(exif, xmp)
    const notes = present([
      turnedNote(orientation, mark),
      reader.uint8(frame.start + 5) === 4 && 'converted from CMYK to RGB',
      colourNote(nameParts(contents(APP2, ICC))),
    ])
    return { bytes: withoutMetadata(reader, segments), orientation, notes }
  },
}

/** C0 to CF are frame headers, except C4 (Huffman tables), C8 (reserved) and CC (arithmetic conditioning). */
function isFrameHeader({ marker }: Segment): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** Markers that no length follows: TEM, RST0 to RST7 and SOI. */
function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
}

/** The segments before the first scan. Throws OutOfBytes if `reader` ends before it. */
function* segmentsOf(reader: ByteReader): Generator<Segment> {
  for (let at = 2, parts = 0; ; parts++) {
    checkParts(parts, MAX_IMAGE_PARTS)
    // Fill bytes and stray bytes between segments are skipped, as libjpeg does.
    while (reader.uint8(at) !== 0xff) at++
    while (reader.uint8(at) === 0xff) at++
    const marker = reader.uint8(at)
    at++
    if (marker === 0 || standsAlone(marker)) continue
    if (marker === START_OF_SCAN || marker === END_OF_IMAGE) return
    const end = at + Math.max(reader.uint16(at), 2)
    yield { marker, offset: at - 2, start: at + 2, end }
    at = end
  }
}

function findFrame(reader: ByteReader): Segment {
  for (const segment of segmentsOf(reader)) if (isFrameHeader(segment)) return segment
  throw new Refusal('is a JPEG without a frame header, so its size is unknown; save the image again')
}

function hasMark(reader: ByteReader, { start, end }: Segment, mark: string): boolean {
  return end - start > mark.length && reader.latin1(start, mark.length) === mark
}

/** Throws Refusal if more scans than MAX_JPEG_SCANS follow `from`, the end of the last segment before the first of them. */
function checkScans(bytes: Uint8Array, from: number): void {
  let scans = 0
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at)) {
    const marker = bytes[at + 1] ?? END_OF_IMAGE
    if (marker === END_OF_IMAGE) return
    if (marker === START_OF_SCAN) scans++
    if (scans > MAX_JPEG_SCANS) {
      throw new Refusal(
        `is a JPEG of more than ${countOf(MAX_JPEG_SCANS, 'scan')}, which would take long to decode; save the image again`,
      )
    }
    if (marker === 0xff) at++
    // In the pixels, 0xff is followed by nought, or by marks that restart.
    else if (marker === 0 || standsAlone(marker)) at += 2
    else at += 2 + Math.max(2, ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))
  }
}

/** Joins a colour profile's parts, each with its number, from 1, and their count. */
function nameParts(parts: readonly Uint8Array[]): string | null {
  if (parts.length === 0) return null
  const sorted = [...parts].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)).map((part) => part.subarray(2))
  return nameProfile(joinBytes(sorted))
}

/** Removes application segments, except JFIF's and Adobe's, which define the components' colours. */
function withoutMetadata(reader: ByteReader, segments: readonly Segment[]): FileFacts['bytes'] {
  const isMetadata = ({ marker }: Segment) => marker > APP0 && marker <= APP15 && marker !== APP14
  const kept: Range[] = []
  let from = 0
  for (const { offset, end } of segments.filter(isMetadata)) {
    addRange(kept, from, offset)
    from = end
  }
  addRange(kept, from, reader.length)
  return keepRanges(reader.bytes, kept)
}

/** Whether the end-of-image marker follows the frame header; without it the pixels are incomplete. */
function hasEnd(bytes: Uint8Array, frameOffset: number): boolean {
  for (let i = bytes.length - 1; i > frameOffset; i--) {
    if (bytes[i] === END_OF_IMAGE && bytes[i - 1] === 0xff) return true
  }
  return false
}
