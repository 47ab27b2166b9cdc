/** @file BMP, with every header that Windows and OS/2 have used. */
import type { ByteReader } from '../byteReader'
import { nameProfile } from '../metadata/colourSpace'
import { colourNote, present } from './notes'
import type { FileFacts, ImageFormat } from './types'

/** OS/2 1; its width and height have two bytes each. */
const CORE_HEADER = 12
/** OS/2 2 (16 to 64 bytes) and Windows (40, 52, 56, 108 and 124 bytes). */
const HEADERS = new Set([CORE_HEADER, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60, 64, 108, 124])
const V4_HEADER = 108
const V5_HEADER = 124
const BITFIELDS = 3
const GREEN_OF_565 = 0x07e0

export const bmp: ImageFormat = {
  kind: 'bmp',
  name: 'a BMP',
  endings: ['bmp', 'dib'],
  // Two letters are weak evidence, so the header's length must fit too.
  matches: (start) => start.startsWith('BM') && /^\0{3}/.test(start.slice(15, 18)) && HEADERS.has(start.charCodeAt(14)),

  readSize(reader) {
    if (reader.uint32(14, true) === CORE_HEADER) {
      return { width: reader.uint16(18, true), height: reader.uint16(20, true) }
    }
    // A negative height means that rows are stored from the top.
    return { width: reader.uint32(18, true) | 0, height: Math.abs(reader.uint32(22, true) | 0) }
  },

  readFacts(reader): FileFacts {
    // The field is the file's size; some writers leave it 0.
    reader.need(reader.uint32(2, true))
    const notes = present([colourNote(nameColours(reader))])
    const amend = readBits(reader) === 16 ? cutLevels(reader) : undefined
    return { bytes: reader.bytes.slice(), orientation: 1, notes, ...(amend && { amend }) }
  },
}

function readBits(reader: ByteReader): number {
  return reader.uint16(reader.uint32(14, true) === CORE_HEADER ? 24 : 28, true)
}

function nameColours(reader: ByteReader): string | null {
  const size = reader.uint32(14, true)
  if (size < V4_HEADER) return null
  const space = reader.latin1(70, 4)
  // Writers without colour management leave the table empty.
  if (space === '\0\0\0\0') return reader.slice(74, 122).some(Boolean) ? 'its table of primary colours and gamma' : null
  if (size < V5_HEADER) return null
  // The letters of MBED and LINK, from the least significant byte on.
  if (space === 'KNIL') return 'its linked colour profile'
  if (space !== 'DEBM') return null
  const start = 14 + reader.uint32(126, true)
  return nameProfile(reader.bytes.subarray(start, start + reader.uint32(130, true)))
}

/**
 * For 16 bits per pixel, browsers round a sample of 5 or 6 bits to the nearest
 * of 256 levels, while Pillow truncates. The rounded level determines the
 * sample, so nothing is lost.
 */
function cutLevels(reader: ByteReader): (pixels: Uint8ClampedArray) => void {
  const hasMasks = reader.uint32(14, true) >= 40 && reader.uint32(30, true) === BITFIELDS
  const most = [31, hasMasks && reader.uint32(58, true) === GREEN_OF_565 ? 63 : 31, 31]
  return (pixels) => {
    for (let i = 0; i < pixels.length; i++) {
      const levels = most[i % 4]
      if (levels === undefined) continue
      pixels[i] = Math.floor((Math.round(((pixels[i] as number) * levels) / 255) * 255) / levels)
    }
  }
}
