/** @file Small files that ask a browser for many pixels: their headers claim no more than a page takes, or lie. */
import { deflateSync } from 'node:zlib'
import { bytesOf, joined } from '../../images/datasets/testArchives'
import { repeated } from './archives'
import type { BytesBomb } from './bomb'
import { chunk, riffOf, segment, uint32 } from './imageFile'

const MB = 1024 * 1024

/** Of a square of nearly 40 megapixels, the most that a page takes. */
const SIDE = 6324

const GREY = { channels: 1, type: 0 }
const RGBA = { channels: 4, type: 6 }

interface Pixels {
  readonly depth: 1 | 8 | 16
  readonly colours: typeof GREY
  readonly interlaced?: boolean
}

/** A whole PNG whose pixels are all nought. */
function blackPng(
  width: number,
  height: number,
  { depth, colours, interlaced = false }: Pixels,
  ...between: readonly Uint8Array[]
): Uint8Array<ArrayBuffer> {
  const bits = depth * colours.channels
  const rows = (columns: number, lines: number) => (columns === 0 ? 0 : lines * (1 + Math.ceil((columns * bits) / 8)))
  // The start and the step of each pass of Adam7, across and down.
  const passes = [
    [0, 8, 0, 8],
    [4, 8, 0, 8],
    [0, 4, 4, 8],
    [2, 4, 0, 4],
    [0, 2, 2, 4],
    [1, 2, 0, 2],
    [0, 1, 1, 2],
  ] as const
  const raw = interlaced
    ? passes.reduce(
        (sum, [x, dx, y, dy]) => sum + rows(Math.ceil((width - x) / dx), Math.max(0, Math.ceil((height - y) / dy))),
        0,
      )
    : rows(width, height)
  const header = joined(uint32(width, height), Uint8Array.of(depth, colours.type, 0, 0, Number(interlaced)))
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  const pixels = chunk('IDAT', deflateSync(new Uint8Array(raw), { level: 1 }))
  return joined(signature, chunk('IHDR', header), ...between, pixels, chunk('IEND'))
}

/** A table with one code of one bit, "0". */
const huffman = (place: number, symbol: number) =>
  segment(0xc4, joined(Uint8Array.of(place, 1), new Uint8Array(15), Uint8Array.of(symbol)))

/** A grey JPEG of so many progressive scans, after one of the mean of each block. */
function progressiveJpeg(side: number, scans: number, ...before: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const blocks = Math.ceil(side / 8) ** 2
  const size = Uint8Array.of(side >> 8, side & 255, side >> 8, side & 255)
  const frame = segment(0xc2, joined(Uint8Array.of(8), size, Uint8Array.of(1, 1, 0x11, 0)))
  const scan = (first: number, last: number) => segment(0xda, Uint8Array.of(1, 1, 0, first, last, 0))
  const means = joined(scan(0, 0), new Uint8Array(Math.ceil(blocks / 8)))
  // Runs of 32,767 blocks without coefficients: a code of one bit, and fourteen more.
  const runs = Math.ceil(blocks / 32_767)
  const bits = Array.from({ length: runs }, () => `0${'1'.repeat(14)}`).join('')
  const coded = (bits.padEnd(Math.ceil(bits.length / 8) * 8, '1').match(/.{8}/g) ?? [])
    .map((byte) => Number.parseInt(byte, 2))
    .flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte]))
  const empty = joined(scan(1, 63), Uint8Array.from(coded))
  return joined(
    Uint8Array.of(0xff, 0xd8),
    ...before,
    segment(0xdb, joined(Uint8Array.of(0), new Uint8Array(64).fill(1))),
    frame,
    huffman(0x00, 0),
    huffman(0x10, 0xe0),
    means,
    repeated(empty, scans),
    Uint8Array.of(0xff, 0xd9),
  )
}

/** Values of some bits each, the lowest first. */
function packed(...fields: readonly (readonly [value: number, bits: number])[]): Uint8Array {
  const bits = fields.flatMap(([value, count]) => Array.from({ length: count }, (_, i) => (value >> i) & 1))
  return Uint8Array.from({ length: Math.ceil(bits.length / 8) }, (_, i) =>
    Array.from({ length: 8 }, (_, k) => (bits[8 * i + k] ?? 0) << k).reduce((sum, bit) => sum + bit, 0),
  )
}

/** A lossless WebP of one colour, whose pixels take no bits. */
function solidWebp(width: number, height: number): Uint8Array {
  const code = [
    [1, 1],
    [0, 1],
    [0, 1],
    [0, 1],
  ] as const
  const content = packed(
    [0x2f, 8],
    [width - 1, 14],
    [height - 1, 14],
    [0, 1],
    [0, 3],
    [0, 1],
    [0, 1],
    [0, 1],
    ...code,
    ...code,
    ...code,
    ...code,
    ...code,
  )
  // Padded, as no file is so short.
  return part('VP8L', joined(content, new Uint8Array(8)))
}

const uint24 = (value: number) => [value & 255, (value >> 8) & 255, value >> 16]

function part(type: string, content: Uint8Array): Uint8Array {
  const size = new Uint8Array(4)
  new DataView(size.buffer).setUint32(0, content.length, true)
  return joined(bytesOf(type), size, content, new Uint8Array(content.length % 2))
}

const extendedWebp = (flags: number, width: number, height: number, ...parts: readonly Uint8Array[]) =>
  riffOf(part('VP8X', Uint8Array.from([flags, 0, 0, 0, ...uint24(width - 1), ...uint24(height - 1)])), ...parts)

const webpFrame = (image: Uint8Array, width: number, height: number) =>
  part(
    'ANMF',
    joined(Uint8Array.from([0, 0, 0, 0, 0, 0, ...uint24(width - 1), ...uint24(height - 1), 1, 0, 0, 0]), image),
  )

const gifScreen = (side: number) =>
  joined(
    bytesOf('GIF89a'),
    Uint8Array.of(side & 255, side >> 8, side & 255, side >> 8, 0x80, 0, 0, 0, 0, 0, 255, 255, 255),
  )

/** A frame of one pixel, or one that claims more and ends at once. */
const gifFrame = (side: number) =>
  joined(
    Uint8Array.of(0x21, 0xf9, 4, 0, 1, 0, 0, 0),
    Uint8Array.of(0x2c, 0, 0, 0, 0, side & 255, side >> 8, side & 255, side >> 8, 0, 2, 2, 0x44, 1, 0),
  )

const bmpOf = (side: number) => {
  const header = new DataView(new ArrayBuffer(54))
  header.setUint32(10, 54 + 1024, true)
  header.setUint32(14, 40, true)
  header.setInt32(18, side, true)
  header.setInt32(22, side, true)
  header.setUint16(26, 1, true)
  header.setUint16(28, 8, true)
  header.setUint32(30, 1, true)
  const bytes = new Uint8Array(header.buffer)
  bytes.set(bytesOf('BM'))
  // A palette of black, and the end of the bitmap.
  return joined(bytes, new Uint8Array(1024), Uint8Array.of(0, 1))
}

/** Orientation 6, to be turned to the right, in EXIF of the most significant byte first. */
const TURNED = joined(bytesOf('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0'))

export const pixelBombs = (scale: number): BytesBomb[] => {
  const side = Math.round(SIDE * Math.sqrt(scale))
  const beyond = Math.round(30_000 * Math.sqrt(scale))
  const bytes = Math.round(31 * MB * scale)
  const many = Math.floor(bytes / gifFrame(1).length)
  return [
    { name: 'a black PNG of 40 megapixels', make: () => blackPng(side, side, { depth: 8, colours: GREY }) },
    {
      name: 'a black PNG of 40 megapixels, interlaced, of 16 bits and transparent',
      make: () => blackPng(side, side, { depth: 16, colours: RGBA, interlaced: true }),
    },
    {
      name: 'a black PNG of 40 megapixels that is to be turned',
      make: () => blackPng(side, side, { depth: 8, colours: GREY }, chunk('eXIf', TURNED)),
    },
    { name: 'a PNG of 30,000 x 30,000', make: () => blackPng(beyond, beyond, { depth: 1, colours: GREY }) },
    { name: 'a PNG of 40 million columns', make: () => blackPng(side ** 2, 1, { depth: 1, colours: GREY }) },
    { name: 'a PNG of 40 million rows', make: () => blackPng(1, side ** 2, { depth: 1, colours: GREY }) },
    {
      name: 'a PNG of 60,000 columns',
      make: () => blackPng(Math.round(60_000 * scale), 600, { depth: 8, colours: GREY }),
    },
    {
      name: 'a PNG with a long colour profile and long texts',
      make: () =>
        blackPng(
          4,
          4,
          { depth: 8, colours: GREY },
          chunk('iCCP', joined(bytesOf('a\0\0'), deflateSync(new Uint8Array(bytes)))),
          chunk('tEXt', joined(bytesOf('Comment\0'), new Uint8Array(bytes).fill(97))),
        ),
    },
    {
      name: 'an animated PNG of thousands of frames',
      make: () => {
        const control = chunk('fcTL', joined(uint32(0, 4, 4, 0, 0), new Uint8Array(6)))
        const frame = chunk('fdAT', joined(uint32(1), deflateSync(new Uint8Array(20))))
        const frames = Math.round(9000 * scale)
        return blackPng(
          4,
          4,
          { depth: 8, colours: GREY },
          chunk('acTL', uint32(frames, 0)),
          repeated(joined(control, frame), frames),
        )
      },
    },
    { name: 'a progressive JPEG of thousands of scans', make: () => progressiveJpeg(side, Math.round(20_000 * scale)) },
    {
      name: 'a progressive JPEG of scans to the end of the file',
      make: () => progressiveJpeg(1024, Math.round(bytes / 20)),
    },
    {
      name: 'a progressive JPEG of 40 megapixels that is to be turned',
      make: () => progressiveJpeg(side, 8, segment(0xe1, joined(bytesOf('Exif\0\0'), TURNED))),
    },
    { name: 'a WebP of one colour and 40 megapixels', make: () => riffOf(solidWebp(side, side)) },
    {
      name: 'a WebP of one colour and 268 megapixels that claims to be small',
      make: () => extendedWebp(0, 8, 8, solidWebp(16_384, 16_384)),
    },
    {
      name: 'an animated WebP of thousands of frames',
      make: () => {
        const frame = webpFrame(solidWebp(4, 4), 4, 4)
        const start = part('ANIM', new Uint8Array(6))
        return extendedWebp(2, 4, 4, start, repeated(frame, Math.round(19_000 * scale)))
      },
    },
    {
      name: 'an animated WebP of frames of 40 megapixels',
      make: () => {
        const frame = webpFrame(solidWebp(side, side), side, side)
        return extendedWebp(2, side, side, part('ANIM', new Uint8Array(6)), repeated(frame, Math.round(1000 * scale)))
      },
    },
    {
      name: 'an animated GIF of millions of frames',
      make: () => joined(gifScreen(1), repeated(gifFrame(1), many), Uint8Array.of(0x3b)),
    },
    {
      name: 'an animated GIF of frames of 40 megapixels',
      make: () => joined(gifScreen(side), repeated(gifFrame(side), Math.round(1000 * scale)), Uint8Array.of(0x3b)),
    },
    {
      name: 'a GIF whose second frame is of 65,535 x 65,535',
      make: () => joined(gifScreen(1), gifFrame(1), gifFrame(65_535), Uint8Array.of(0x3b)),
    },
    { name: 'a BMP of 40 megapixels that ends at once', make: () => bmpOf(side) },
  ]
}
