/** @file Images that claim more pixels, parts and texts than anything could hold. */
import { deflateSync } from 'node:zlib'
import { bytesOf, joined } from '../../images/datasets/testArchives'
import { repeated } from './archives'
import type { BytesBomb } from './bomb'
import { box, chunk, FRAME, FTYP, GIF, jpegOf, pngOf, riffOf, segment, uint32, VP8X } from './imageFile'
import { imageMetadataBombs } from './imageMetadata'

const MB = 1024 * 1024

export const imageBombs = (scale: number): BytesBomb[] => {
  const size = Math.round(31 * scale * MB)
  const filled = (piece: Uint8Array) => repeated(piece, Math.ceil(size / piece.length))
  const profile = 'Raw profile type exif\0'
  return [
    { name: 'a PNG of 100,000 x 100,000', make: () => pngOf(100_000, 100_000) },
    { name: 'a PNG of empty parts', make: () => pngOf(4, 4, filled(chunk('tIME'))) },
    {
      name: 'a PNG of parts kept and left out in turn',
      make: () => pngOf(4, 4, filled(joined(chunk('IDAT'), chunk('tIME')))),
    },
    { name: 'a PNG of texts', make: () => pngOf(4, 4, filled(chunk('tEXt', bytesOf(profile)))) },
    {
      name: 'a PNG with a long text of digits',
      make: () => pngOf(4, 4, chunk('tEXt', joined(bytesOf(`${profile}\nexif\n 8\n`), filled(bytesOf('4d'))))),
    },
    {
      name: 'a PNG with a long text of lines',
      make: () => pngOf(4, 4, chunk('tEXt', joined(bytesOf(profile), filled(bytesOf('\n'))))),
    },
    {
      name: 'a PNG whose text unpacks to gigabytes',
      make: () => pngOf(4, 4, chunk('zTXt', joined(bytesOf(`${profile}\0`), deflateSync(new Uint8Array(10 * size))))),
    },
    {
      name: 'a PNG whose profile unpacks to gigabytes',
      make: () => pngOf(4, 4, chunk('iCCP', joined(bytesOf('a\0\0'), deflateSync(new Uint8Array(10 * size))))),
    },
    {
      name: 'a PNG with a long XMP packet',
      make: () =>
        pngOf(
          4,
          4,
          chunk('iTXt', joined(bytesOf('XML:com.adobe.xmp\0\0\0\0\0'), filled(bytesOf('tiff:Orientation=')))),
        ),
    },
    { name: 'a JPEG of empty segments', make: () => jpegOf(filled(segment(0xfe, new Uint8Array(0)))) },
    { name: 'a JPEG of profiles', make: () => jpegOf(filled(segment(0xe2, bytesOf('ICC_PROFILE\0\x01\x01')))) },
    { name: 'a JPEG of EXIF blocks', make: () => jpegOf(filled(segment(0xe1, bytesOf('Exif\0\0II')))) },
    { name: 'a JPEG of fill bytes', make: () => jpegOf(filled(Uint8Array.of(0xff))) },
    { name: 'a WebP of empty parts', make: () => riffOf(VP8X, filled(joined(bytesOf('ABCD'), new Uint8Array(4)))) },
    {
      name: 'a WebP of parts kept and left out in turn',
      make: () => riffOf(VP8X, filled(joined(bytesOf('ABCD'), new Uint8Array(4), bytesOf('EXIF'), new Uint8Array(4)))),
    },
    { name: 'a GIF of frames', make: () => joined(GIF, filled(FRAME), Uint8Array.of(0x3b)) },
    {
      name: 'a GIF of extensions',
      make: () => joined(GIF, filled(Uint8Array.of(0x21, 0xfe, 0)), FRAME, Uint8Array.of(0x3b)),
    },
    {
      name: 'a GIF of blocks of one byte',
      make: () => joined(GIF, FRAME.subarray(0, 11), filled(Uint8Array.of(1, 0)), Uint8Array.of(0, 0x3b)),
    },
    { name: 'an AVIF of empty boxes', make: () => joined(FTYP, filled(box('free'))) },
    {
      name: 'an AVIF of properties',
      make: () => joined(FTYP, box('meta', uint32(0), box('iprp', box('ipco', filled(box('ispe', uint32(0, 4, 4))))))),
    },
    {
      name: 'an AVIF of associations',
      make: () =>
        joined(
          FTYP,
          box(
            'meta',
            uint32(0),
            box('pitm', uint32(0, 0xffff0000)),
            box(
              'iprp',
              box('ipco', box('ispe', uint32(0, 4, 4))),
              box('ipma', uint32(0, 0xffffffff), filled(new Uint8Array(3))),
            ),
          ),
        ),
    },
    {
      name: 'a BMP of two gigapixels',
      make: () =>
        joined(
          bytesOf('BM'),
          new Uint8Array(8),
          Uint8Array.of(54, 0, 0, 0, 40, 0, 0, 0, 0, 0, 0, 64, 0, 0, 0, 64, 1, 0, 24, 0),
          new Uint8Array(64),
        ),
    },
    ...imageMetadataBombs(size),
  ]
}
