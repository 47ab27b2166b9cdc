/** @file Images whose metadata lead round in circles, repeat, or claim to be far longer than the file. */
import { bytesOf, joined } from '../../images/datasets/testArchives'
import { repeated } from './archives'
import type { BytesBomb } from './bomb'
import { box, chunk, FTYP, GIF, jpegOf, pngOf, riffOf, segment, uint32, VP8X } from './imageFile'

const uint16 = (...values: readonly number[]) => uint32(...values).filter((_, i) => i % 4 > 1)

/** A directory of EXIF, big-endian, behind its header of 8 bytes; `next` is where the directory behind it stands. */
const exif = (entries: readonly Uint8Array[], next: number, claimed = entries.length) =>
  joined(bytesOf('MM\0*'), uint32(8), uint16(claimed), ...entries, uint32(next))

/** @param type of the values: 3 is of two bytes, 4 of four */
const entry = (tag: number, type: number, count: number, value: number) =>
  joined(uint16(tag, type), uint32(count, value))

const ORIENTATION = 0x0112
const EXIF_DIRECTORY = 0x8769

const inJpeg = (block: Uint8Array) => jpegOf(segment(0xe1, joined(bytesOf('Exif\0\0'), block)))
const inPng = (block: Uint8Array) => pngOf(4, 4, chunk('eXIf', block))

/** @param size bytes of the larger ones */
export function imageMetadataBombs(size: number): BytesBomb[] {
  const filled = (piece: Uint8Array) => repeated(piece, Math.ceil(size / piece.length))
  const few = (piece: Uint8Array) => repeated(piece, Math.floor(60_000 / piece.length))
  return [
    { name: 'EXIF that leads to itself', make: () => inJpeg(exif([entry(EXIF_DIRECTORY, 4, 1, 8)], 8)) },
    {
      name: 'EXIF with four thousand million orientations',
      make: () => inPng(exif([entry(ORIENTATION, 3, 0xffffffff, 0xffffffff)], 0)),
    },
    {
      name: 'EXIF with more entries than bytes',
      make: () => inPng(exif([entry(ORIENTATION, 3, 1, 6 << 16)], 0, 65_535)),
    },
    { name: 'EXIF of entries', make: () => inPng(exif([filled(entry(EXIF_DIRECTORY, 4, 1, 8))], 8, 65_535)) },
    {
      name: 'a JPEG of EXIF that lead to themselves',
      make: () => {
        const block = segment(0xe1, joined(bytesOf('Exif\0\0'), exif([few(entry(EXIF_DIRECTORY, 4, 1, 8))], 8, 4999)))
        return jpegOf(filled(block))
      },
    },
    {
      name: 'a JPEG of parts of a profile',
      make: () =>
        jpegOf(filled(segment(0xe2, joined(bytesOf('ICC_PROFILE\0'), Uint8Array.of(1, 255), few(Uint8Array.of(1)))))),
    },
    { name: 'a JPEG of segments without a length', make: () => jpegOf(filled(Uint8Array.of(0xff, 0xe1, 0, 0))) },
    { name: 'a JPEG of marks that restart', make: () => jpegOf(filled(Uint8Array.of(0xff, 0xd0))) },
    {
      name: 'a profile of tables beyond its end',
      make: () => {
        const profile = new Uint8Array(128)
        profile.set(uint32(0xffffffff))
        const tags = joined(uint32(0xffffffff), few(joined(bytesOf('rTRC'), uint32(0xfffffff0, 0xffffffff))))
        return jpegOf(segment(0xe2, joined(bytesOf('ICC_PROFILE\0\x01\x01'), profile, tags)))
      },
    },
    {
      name: 'an animated PNG of four thousand million frames',
      make: () => pngOf(4, 4, chunk('acTL', uint32(0xffffffff, 0)), filled(chunk('fcTL', new Uint8Array(26)))),
    },
    { name: 'a PNG of headers', make: () => pngOf(4, 4, filled(chunk('IHDR', new Uint8Array(13)))) },
    { name: 'a PNG of a width of nought', make: () => pngOf(0, 0xffffffff) },
    {
      name: 'a PNG with a part of four gigabytes',
      make: () => joined(pngOf(4, 4).subarray(0, 33), uint32(0xffffffff), bytesOf('tEXt')),
    },
    {
      name: 'a WebP of frames',
      make: () => riffOf(VP8X, filled(joined(bytesOf('ANMF'), Uint8Array.of(16, 0, 0, 0), new Uint8Array(16)))),
    },
    { name: 'a WebP with a part of four gigabytes', make: () => riffOf(VP8X, bytesOf('EXIF\xff\xff\xff\xff')) },
    {
      name: 'a WebP of 16,384 x 16,384',
      make: () => riffOf(joined(bytesOf('VP8X'), Uint8Array.of(10, 0, 0, 0, 0, 0, 0, 0, 255, 63, 0, 255, 63, 0))),
    },
    {
      name: 'a GIF of 65,535 x 65,535',
      make: () =>
        joined(
          bytesOf('GIF89a'),
          Uint8Array.of(255, 255, 255, 255, 0, 0, 0),
          filled(Uint8Array.of(0x2c, 0, 0, 0, 0, 255, 255, 255, 255, 0, 2, 1, 0, 0)),
        ),
    },
    {
      name: 'a GIF of loops',
      make: () =>
        joined(
          GIF,
          filled(joined(Uint8Array.of(0x21, 0xff, 11), bytesOf('NETSCAPE2.0'), Uint8Array.of(3, 1, 255, 255, 0))),
        ),
    },
    {
      name: 'an AVIF of boxes within boxes',
      make: () => {
        let inner: Uint8Array = box('free')
        for (let depth = 0; depth < 3000; depth++) inner = box(depth % 2 ? 'meta' : 'iprp', inner)
        return joined(FTYP, inner)
      },
    },
    { name: 'an AVIF of boxes without an end', make: () => joined(FTYP, filled(joined(uint32(0), bytesOf('meta')))) },
    {
      name: 'an AVIF of boxes of 64 bits',
      make: () => joined(FTYP, filled(joined(uint32(1), bytesOf('meta'), uint32(0xffffffff, 0xffffffff)))),
    },
    {
      name: 'an AVIF of places',
      make: () =>
        joined(
          FTYP,
          box(
            'meta',
            uint32(0),
            box('iloc', uint32(0x01000000, 0x44440000 | 65_535), few(new Uint8Array(12))),
            box(
              'iinf',
              uint32(0),
              uint16(65_535),
              few(box('infe', uint32(0x02000000), uint16(1, 0), bytesOf('av01\0'))),
            ),
          ),
        ),
    },
    {
      name: 'a BMP of negative sizes',
      make: () =>
        joined(
          bytesOf('BM'),
          new Uint8Array(8),
          Uint8Array.of(54, 0, 0, 0, 40, 0, 0, 0, 0, 0, 0, 128, 0, 0, 0, 128, 1, 0, 24, 0),
          new Uint8Array(64),
        ),
    },
  ]
}
