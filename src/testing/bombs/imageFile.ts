/** @file Image files put together from parts, which may be any. */
import { crc32, deflateSync } from 'node:zlib'
import { bytesOf, joined } from '../../images/datasets/testArchives'

export function uint32(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * values.length)
  values.forEach((value, i) => {
    new DataView(bytes.buffer).setUint32(4 * i, value)
  })
  return bytes
}

/** A part of a PNG. */
export function chunk(type: string, content: Uint8Array = new Uint8Array(0)): Uint8Array {
  const named = joined(bytesOf(type), content)
  return joined(uint32(content.length), named, uint32(crc32(named)))
}

/** With parts between its header and its pixels. */
export function pngOf(width: number, height: number, ...between: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  const header = chunk('IHDR', joined(uint32(width, height), Uint8Array.of(8, 2, 0, 0, 0)))
  const pixels = chunk('IDAT', deflateSync(new Uint8Array(16)))
  return joined(signature, header, ...between, pixels, chunk('IEND'))
}

export const segment = (marker: number, content: Uint8Array) =>
  joined(Uint8Array.of(0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255), content)

export function jpegOf(...before: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const frame = segment(0xc0, Uint8Array.of(8, 0, 8, 0, 8, 1, 1, 0x11, 0))
  return joined(Uint8Array.of(0xff, 0xd8), ...before, frame, Uint8Array.of(0xff, 0xda, 0, 2, 0xff, 0xd9))
}

export const box = (type: string, ...content: readonly Uint8Array[]) => {
  const inner = joined(...content)
  return joined(uint32(8 + inner.length), bytesOf(type), inner)
}

export const FTYP = box('ftyp', bytesOf('avif'), uint32(0), bytesOf('avif'))

export function riffOf(...chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const content = joined(...chunks)
  const size = new Uint8Array(4)
  new DataView(size.buffer).setUint32(0, 4 + content.length, true)
  return joined(bytesOf('RIFF'), size, bytesOf('WEBP'), content)
}

export const VP8X = joined(bytesOf('VP8X'), Uint8Array.of(10, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 7, 0, 0))
export const GIF = joined(bytesOf('GIF89a'), Uint8Array.of(8, 0, 8, 0, 0, 0, 0))
export const FRAME = Uint8Array.of(0x2c, 0, 0, 0, 0, 8, 0, 8, 0, 0, 2, 1, 0, 0)
