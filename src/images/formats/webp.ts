/** @file WebP: a RIFF container with EXIF after the pixels. */
import { WEBP } from 'image-size/types/webp'
import type { ByteReader } from '../byteReader'
import { MAX_IMAGE_PARTS } from '../limits'
import { nameProfile } from '../metadata/colourSpace'
import { readOrientationMark } from '../metadata/orientationMark'
import { checkParts, Refusal } from '../refusal'
import { addRange, keepRanges, type Range } from './byteRanges'
import { ANIMATED, colourNote, present, turnedNote } from './notes'
import type { FileFacts, ImageFormat } from './types'

/** Chunks that define how pixels are shown, each with its flag in the extended header. */
const METADATA: ReadonlyMap<string, number> = new Map([
  ['ICCP', 0x20],
  ['EXIF', 0x08],
  ['XMP ', 0x04],
])
const ANIMATION_FLAG = 0x02
const FRAME = 'ANMF'

export const webp: ImageFormat = {
  kind: 'webp',
  name: 'a WebP',
  endings: ['webp'],
  matches: (start) => /^RIFF....WEBP/s.test(start),

  readSize(reader) {
    reader.need(30)
    try {
      return WEBP.calculate(reader.bytes)
    } catch {
      throw new Refusal('is a WebP image with a broken header; save the image again')
    }
  },

  readFacts(reader): FileFacts {
    const { metadata, kept } = readChunks(reader)
    const isExtended = reader.latin1(12, 4) === 'VP8X'
    const { orientation, mark } = readOrientationMark(metadata.get('EXIF') ?? null, metadata.get('XMP ') ?? null)
    const profile = metadata.get('ICCP')
    const notes = present([
      isExtended && (reader.uint8(20) & ANIMATION_FLAG) !== 0 && ANIMATED,
      turnedNote(orientation, mark),
      colourNote(profile === undefined ? null : nameProfile(profile)),
    ])
    const bytes = keepRanges(reader.bytes, kept)
    new DataView(bytes.buffer).setUint32(4, bytes.length - 8, true)
    if (isExtended) for (const flag of METADATA.values()) bytes[20] = (bytes[20] as number) & ~flag
    return { bytes, orientation, notes }
  },
}

/** The first chunk of each kind of metadata, and the ranges of the others, with the first frame of an animation alone. */
function readChunks(reader: ByteReader): { metadata: ReadonlyMap<string, Uint8Array>; kept: readonly Range[] } {
  const fileEnd = 8 + reader.uint32(4, true)
  reader.need(fileEnd)
  const metadata = new Map<string, Uint8Array>()
  const kept: Range[] = [[0, 12]]
  let frames = 0
  for (let at = 12, parts = 0; at + 8 <= fileEnd; parts++) {
    checkParts(parts, MAX_IMAGE_PARTS)
    const type = reader.latin1(at, 4)
    const length = reader.uint32(at + 4, true)
    // Padded to an even length, except for some writers' last chunk.
    const end = Math.min(at + 8 + length + (length % 2), fileEnd)
    if (METADATA.has(type)) {
      if (!metadata.has(type)) metadata.set(type, reader.slice(at + 8, Math.min(at + 8 + length, fileEnd)))
    } else if (type !== FRAME || frames++ === 0) addRange(kept, at, end)
    at = end
  }
  return { metadata, kept }
}
