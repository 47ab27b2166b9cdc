/** @file The metadata in a PNG's text chunks: an XMP packet, and EXIF as older ImageMagick wrote it. */
import { MAX_INFLATED_BYTES } from '../limits'
import { inflate } from '../metadata/inflate'

export interface PngText {
  /** The chunk type: tEXt is plain, zTXt compressed, iTXt either. */
  readonly type: string
  readonly content: Uint8Array
}

const XMP = 'XML:com.adobe.xmp\0'
const RAW_EXIF = 'Raw profile type exif\0'

const latin1 = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)

const hasName = (content: Uint8Array, name: string) => latin1(content.subarray(0, name.length)) === name

/** Whether a chunk of `type` holds one of the two. */
export function isRead(type: string, content: Uint8Array): boolean {
  if (type === 'iTXt') return hasName(content, XMP)
  return (type === 'tEXt' || type === 'zTXt') && hasName(content, RAW_EXIF)
}

/** The EXIF block of the last text that has one, or null. */
export async function pngExif(texts: readonly PngText[]): Promise<Uint8Array | null> {
  const text = texts.findLast(({ type }) => type !== 'iTXt')
  if (text === undefined) return null
  const value = text.content.subarray(RAW_EXIF.length).subarray(0, MAX_INFLATED_BYTES)
  const lines = latin1(text.type === 'zTXt' ? await inflate(value.subarray(1)) : value).split('\n')
  // Three lines of heading, then hexadecimal.
  const digits =
    lines
      .slice(3)
      .join('')
      .match(/[0-9a-f]{2}/gi) ?? []
  return Uint8Array.from(digits, (pair) => Number.parseInt(pair, 16))
}

/** The last XMP packet, or null. */
export async function pngXmp(texts: readonly PngText[]): Promise<Uint8Array | null> {
  const text = texts.findLast(({ type }) => type === 'iTXt')
  if (text === undefined) return null
  const value = text.content.subarray(XMP.length).subarray(0, MAX_INFLATED_BYTES)
  // The compression flag and method, then its language and translated keyword, each ended by a zero.
  const packet = value.subarray(value.indexOf(0, value.indexOf(0, 2) + 1) + 1)
  return value[0] === 1 ? inflate(packet) : packet
}
