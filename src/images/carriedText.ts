/** @file A text that a PNG carries in an iTXt chunk of its own (PNG, third edition, 11.3.3.4): programs that do not know it ignore it. */
import { countOf } from '../countOf'
import { ByteReader } from './byteReader'
import { MAX_CARRIED_TEXT_BYTES, MAX_PNG_HEAD_BYTES } from './limits'

/** Names the chunk. */
const KEYWORD = 'Gradlens page state'
const SIGNATURE = '\x89PNG\r\n\x1a\n'
/** The signature and the first chunk, which is always IHDR. */
const HEADER_BYTES = 33

/** The PNG with a text in it, behind its header. Throws one sentence if it is not a PNG, or the text is too long. */
export function withCarriedText(png: Uint8Array, text: string): Uint8Array<ArrayBuffer> {
  const content = new TextEncoder().encode(`${KEYWORD}\0\0\0\0\0${text}`)
  if (!isPng(png) || content.length > MAX_CARRIED_TEXT_BYTES) {
    throw new Error(`A text of ${countOf(content.length, 'byte')} cannot be put into this file; save the SVG instead.`)
  }
  const chunk = new Uint8Array(12 + content.length)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, content.length)
  chunk.set(new TextEncoder().encode('iTXt'), 4)
  chunk.set(content, 8)
  view.setUint32(8 + content.length, crc32(chunk.subarray(4, 8 + content.length)))
  const all = new Uint8Array(png.length + chunk.length)
  all.set(png.subarray(0, HEADER_BYTES))
  all.set(chunk, HEADER_BYTES)
  all.set(png.subarray(HEADER_BYTES), HEADER_BYTES + chunk.length)
  return all
}

/** The text that a file carries; null if it carries none, is no PNG, or cannot be read. */
export async function readCarriedText(file: Blob): Promise<string | null> {
  try {
    return carriedText(new Uint8Array(await file.slice(0, MAX_PNG_HEAD_BYTES).arrayBuffer()))
  } catch {
    return null
  }
}

/** From the first bytes of a file. Throws OutOfBytes where they end within a chunk. */
function carriedText(head: Uint8Array): string | null {
  if (!isPng(head)) return null
  const reader = new ByteReader(head)
  for (let offset = 8; offset < head.length; ) {
    const length = reader.uint32(offset)
    const type = reader.latin1(offset + 4, 4)
    if (type === 'IDAT' || type === 'IEND') return null
    if (type === 'iTXt' && length <= MAX_CARRIED_TEXT_BYTES) {
      const end = offset + 8 + length
      const text = textIn(reader.slice(offset + 8, end))
      if (text !== null && reader.uint32(end) === crc32(reader.slice(offset + 4, end))) return text
    }
    offset += 12 + length
  }
  return null
}

/** The text of an iTXt chunk that has this keyword and is not compressed. */
function textIn(content: Uint8Array): string | null {
  const start = new TextEncoder().encode(`${KEYWORD}\0\0\0\0\0`)
  if (!start.every((byte, i) => content[i] === byte)) return null
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content.subarray(start.length))
}

const isPng = (bytes: Uint8Array): boolean =>
  bytes.length >= HEADER_BYTES && [...SIGNATURE].every((character, i) => bytes[i] === character.charCodeAt(0))

/** CRC-32 as PNG defines it (annex D). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return ~crc >>> 0
}
