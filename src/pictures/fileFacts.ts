/**
 * @file What a whole picture file says beyond its size. Browsers decode a file
 * that was cut short in their own ways (grey rows, part of a picture, an
 * error), so its end is looked for here.
 */
import { ByteReader, OutOfBytes } from './byteReader'
import type { PictureKind } from './fileHeader'
import { isAnimatedGif } from './gif'
import { hasJpegEnd, readJpegFrame } from './jpeg'
import { Refusal } from './refusal'

export interface FileFacts {
  readonly animated: boolean
  /** Whether its four components are inks, not red, green and blue. */
  readonly cmyk: boolean
  /** Whether a camera's orientation mark asks for it to be turned or mirrored. */
  readonly turned: boolean
}

const PLAIN: FileFacts = { animated: false, cmyk: false, turned: false }

/** Facts of a file of a known kind. Throws Refusal where the file ends before its picture does. */
export function readFileFacts(kind: PictureKind, bytes: Uint8Array): FileFacts {
  try {
    return readers[kind](new ByteReader(bytes))
  } catch (error) {
    if (error instanceof OutOfBytes) throw endsEarly(bytes.length)
    throw error
  }
}

export function endsEarly(byteCount: number): Refusal {
  return new Refusal(`ends early, after ${byteCount} bytes, so part of the picture is missing; fetch the whole file`)
}

const readers: Record<PictureKind, (reader: ByteReader) => FileFacts> = {
  png: readPng,
  jpeg: readJpeg,
  webp: readWebp,
  gif: (reader) => ({ ...PLAIN, animated: isAnimatedGif(reader) }),
  bmp: readBmp,
  avif: readAvif,
}

function readPng(reader: ByteReader): FileFacts {
  let animated = false
  let offset = 8
  for (;;) {
    const length = reader.uint32(offset)
    const type = reader.latin1(offset + 4, 4)
    reader.need(offset + 12 + length)
    if (type === 'acTL') animated = reader.uint32(offset + 8) > 1
    if (type === 'IEND') return { ...PLAIN, animated }
    offset += 12 + length
  }
}

function readJpeg(reader: ByteReader): FileFacts {
  const frame = readJpegFrame(reader)
  if (!hasJpegEnd(reader.bytes, frame.offset)) throw endsEarly(reader.length)
  return { animated: false, cmyk: frame.components === 4, turned: frame.orientation !== 1 }
}

function readWebp(reader: ByteReader): FileFacts {
  reader.need(8 + reader.uint32(4, true))
  const extended = reader.latin1(12, 4) === 'VP8X'
  return { ...PLAIN, animated: extended && (reader.uint8(20) & 0x02) !== 0 }
}

function readBmp(reader: ByteReader): FileFacts {
  // The field is the file's size; sloppy writers leave it 0.
  reader.need(reader.uint32(2, true))
  return PLAIN
}

function readAvif(reader: ByteReader): FileFacts {
  for (let offset = 0; offset < reader.length; ) {
    const size = reader.uint32(offset)
    // 0 is "to the file's end" and 1 is "64-bit size follows": neither can be checked, and the decoder will tell.
    if (size < 8) break
    reader.need(offset + size)
    offset += size
  }
  // "avis" (image sequence) among the first compatible brands.
  return { ...PLAIN, animated: reader.latin1(8, Math.min(reader.uint32(0), 64) - 8).includes('avis') }
}
