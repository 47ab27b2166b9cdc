/** @file A GIF's blocks: the size of its first frame, the area around it, and whether a second one follows. */
import type { ByteReader } from '../byteReader'
import { Refusal } from '../refusal'
import { ANIMATED, present } from './notes'
import type { FileFacts, ImageFormat } from './types'

const EXTENSION = 0x21
const GRAPHIC_CONTROL = 0xf9
const IMAGE = 0x2c
const TRAILER = 0x3b
const SCREEN_END = 13

export const gif: ImageFormat = {
  kind: 'gif',
  name: 'a GIF',
  endings: ['gif'],
  matches: (start) => /^GIF8[79]a/.test(start),

  /** The larger of the screen and the first frame, because browsers enlarge the screen to it. */
  readSize(reader) {
    const { image } = findFirstImage(reader)
    return {
      width: Math.max(reader.uint16(6, true), reader.uint16(image + 1, true) + reader.uint16(image + 5, true)),
      height: Math.max(reader.uint16(8, true), reader.uint16(image + 3, true) + reader.uint16(image + 7, true)),
    }
  },

  readFacts(reader): FileFacts {
    const { image, isTransparent } = findFirstImage(reader)
    const end = endOfFrame(reader, image)
    const notes = present([isAnimated(reader, end) && ANIMATED])
    const backdrop = isTransparent ? undefined : firstColour(reader, image)
    return { bytes: upTo(reader, end), orientation: 1, notes, ...(backdrop && { backdrop }) }
  },
}

/** Size of a packed field's colour table in bytes. */
function colourTableBytes(packed: number): number {
  return packed & 0x80 ? 3 << ((packed & 7) + 1) : 0
}

/** Past the length-prefixed sub-blocks that begin at `offset`, and past the empty one that ends them. */
function skipSubBlocks(reader: ByteReader, offset: number): number {
  let at = offset
  for (let length = reader.uint8(at); length > 0; length = reader.uint8(at)) at += 1 + length
  return at + 1
}

interface FoundImage {
  /** The image descriptor's offset. */
  readonly image: number
  /** Whether one of its colours is transparent. */
  readonly isTransparent: boolean
}

/** The next image from `offset` on, or null at the trailer. */
function findImage(reader: ByteReader, offset: number): FoundImage | null {
  let isTransparent = false
  for (let at = offset; ; ) {
    const block = reader.uint8(at)
    if (block === IMAGE) return { image: at, isTransparent }
    if (block !== EXTENSION) return null
    if (reader.uint8(at + 1) === GRAPHIC_CONTROL) isTransparent = (reader.uint8(at + 3) & 1) !== 0
    at = skipSubBlocks(reader, at + 2)
  }
}

function findFirstImage(reader: ByteReader): FoundImage {
  const found = findImage(reader, SCREEN_END + colourTableBytes(reader.uint8(10)))
  if (found === null) throw new Refusal('is a GIF without frames; choose another image')
  return found
}

/** The first colour of the frame's table, with which Pillow fills the screen around a smaller frame. */
function firstColour(reader: ByteReader, image: number): [number, number, number] {
  const isLocal = colourTableBytes(reader.uint8(image + 9)) > 0
  const table = isLocal ? image + 10 : SCREEN_END
  if (!isLocal && colourTableBytes(reader.uint8(10)) === 0) return [0, 0, 0]
  return [reader.uint8(table), reader.uint8(table + 1), reader.uint8(table + 2)]
}

/** Where the first frame ends. Throws OutOfBytes if it is incomplete. */
function endOfFrame(reader: ByteReader, image: number): number {
  const pixels = image + 10 + colourTableBytes(reader.uint8(image + 9))
  return skipSubBlocks(reader, pixels + 1)
}

/** Without later frames, which are not shown, and each of which a browser would take note of. */
function upTo({ bytes }: ByteReader, end: number): FileFacts['bytes'] {
  const still = new Uint8Array(end + 1)
  still.set(bytes.subarray(0, end))
  still[end] = TRAILER
  return still
}

/** Whether a second frame follows at `next`. */
function isAnimated(reader: ByteReader, next: number): boolean {
  // Many writers omit the trailer, and later frames are not shown, so only the first must be complete.
  if (next >= reader.length || reader.uint8(next) === TRAILER) return false
  try {
    return findImage(reader, next) !== null
  } catch {
    return false
  }
}
