/** @file A GIF's blocks: the size of its first frame and whether a second one follows. */
import type { ByteReader } from './byteReader'
import { Refusal } from './refusal'

const EXTENSION = 0x21
const IMAGE = 0x2c
const TRAILER = 0x3b

/** A packed field's colour table, in bytes. */
function colourTableBytes(packed: number): number {
  return packed & 0x80 ? 3 << ((packed & 7) + 1) : 0
}

/** Past the length-prefixed sub-blocks that begin at `offset`, and past the empty one that ends them. */
function skipSubBlocks(reader: ByteReader, offset: number): number {
  let at = offset
  for (let length = reader.uint8(at); length > 0; length = reader.uint8(at)) at += 1 + length
  return at + 1
}

/** The next image descriptor's offset from `offset` on, or null at the trailer. */
function findImage(reader: ByteReader, offset: number): number | null {
  let at = offset
  for (;;) {
    const block = reader.uint8(at)
    if (block === IMAGE) return at
    if (block !== EXTENSION) return null
    at = skipSubBlocks(reader, at + 2)
  }
}

function findFirstImage(reader: ByteReader): number {
  const image = findImage(reader, 13 + colourTableBytes(reader.uint8(10)))
  if (image === null) throw new Refusal('is a GIF without a single frame; choose another picture')
  return image
}

/** The larger of the screen and the first frame, which browsers grow the screen to. */
export function readGifSize(reader: ByteReader): { width: number; height: number } {
  const image = findFirstImage(reader)
  return {
    width: Math.max(reader.uint16(6, true), reader.uint16(image + 1, true) + reader.uint16(image + 5, true)),
    height: Math.max(reader.uint16(8, true), reader.uint16(image + 3, true) + reader.uint16(image + 7, true)),
  }
}

/** Whether a second frame follows the first. Throws OutOfBytes where the first is not whole. */
export function isAnimatedGif(reader: ByteReader): boolean {
  const image = findFirstImage(reader)
  const pixels = image + 10 + colourTableBytes(reader.uint8(image + 9))
  const next = skipSubBlocks(reader, pixels + 1)
  // Many writers leave out the trailer, and later frames are not shown: only the first has to be whole.
  if (next >= reader.length || reader.uint8(next) === TRAILER) return false
  try {
    return findImage(reader, next) !== null
  } catch {
    return false
  }
}
