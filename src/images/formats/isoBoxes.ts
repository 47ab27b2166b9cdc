/** @file The boxes of ISO 14496-12, in which AVIF, HEIC and MP4 are packed. */
import type { ByteReader } from '../byteReader'
import { MAX_BRANDS, MAX_IMAGE_PARTS } from '../limits'
import { checkParts } from '../refusal'

export interface Box {
  readonly type: string
  /** Where its content begins and ends, in bytes. */
  readonly start: number
  readonly end: number
}

/** The major and the compatible brands of a file that begins with `start`, one character per byte; empty without an ftyp box. */
export function brandsOf(start: string): string[] {
  if (start.slice(4, 8) !== 'ftyp') return []
  const size = [0, 1, 2, 3].reduce((value, i) => value * 256 + start.charCodeAt(i), 0)
  const end = Math.min(size, start.length, 16 + 4 * MAX_BRANDS)
  const brands = [start.slice(8, 12)]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(start.slice(at, at + 4))
  return brands
}

/**
 * The boxes between `start` and `end` (exclusive), in order. Stops at a box of
 * impossible size. A box may claim to extend beyond `end`; then the reader's
 * next access fails.
 */
export function* boxes(reader: ByteReader, start: number, end: number): Generator<Box> {
  for (let at = start, parts = 0; at + 8 <= end; parts++) {
    checkParts(parts, MAX_IMAGE_PARTS)
    let size = reader.uint32(at)
    let header = 8
    if (size === 1) {
      size = reader.uint32(at + 8) * 2 ** 32 + reader.uint32(at + 12)
      header = 16
    } else if (size === 0) {
      size = end - at
    }
    if (size < header) return
    yield { type: reader.latin1(at + 4, 4), start: at + header, end: at + size }
    at += size
  }
}

/** The first box of `type` in the same range, or null. */
export function findBox(reader: ByteReader, type: string, start: number, end: number): Box | null {
  for (const box of boxes(reader, start, end)) if (box.type === type) return box
  return null
}
