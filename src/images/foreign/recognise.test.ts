import { describe, expect, it } from 'vitest'
import { cpuSeconds } from '../../testing/cpuSeconds'
import { readFileHeader } from '../fileHeader'
import { recogniseForeign } from './recognise'
import type { ForeignUse } from './types'

const bytesOf = (characters: string) => Uint8Array.from(characters, (character) => character.charCodeAt(0))

/** A file type box with its major and its compatible brands. */
function fileType(...brands: readonly string[]): string {
  const [major, ...compatible] = brands
  return `\0\0\0${String.fromCharCode(16 + 4 * compatible.length)}ftyp${major}\0\0\0\0${compatible.join('')}`
}

/** What a file is that ends as a checkpoint does and is none. */
const NO_CHECKPOINT = 'a file with the ending of a PyTorch checkpoint but not as torch.save writes one'

const pad = (text: string, length: number) => text.padEnd(length, '\0')
const zip = (entry: string) => `PK\x03\x04${'\0'.repeat(22)}${String.fromCharCode(entry.length)}\0\0\0${entry}`

const KINDS: readonly (readonly [start: string, name: string, use: ForeignUse])[] = [
  [fileType('heic', 'mif1', 'heic'), 'a HEIC image', 'image'],
  [fileType('mif1', 'mif1', 'miaf', 'heix'), 'a HEIC image', 'image'],
  [fileType('msf1', 'hevc'), 'a HEIC image', 'image'],
  [fileType('mif1', 'miaf'), 'a HEIF image', 'image'],
  [fileType('crx ', 'isom'), 'a Canon raw camera image', 'image'],
  ['\xff\x0a\x00\x10', 'a JPEG XL image', 'image'],
  [`\0\0\0\x0cJXL \r\n\x87\n${fileType('jxl ')}`, 'a JPEG XL image', 'image'],
  ['\xff\x4f\xff\x51\0\x2f', 'a JPEG 2000 image', 'image'],
  [`\0\0\0\x0cjP  \r\n\x87\n${fileType('jp2 ')}`, 'a JPEG 2000 image', 'image'],
  ['II*\0\x08\0\0\0', 'a TIFF or raw camera image', 'image'],
  ['MM\0*\0\0\0\x08', 'a TIFF or raw camera image', 'image'],
  ['II+\0\x08\0\0\0', 'a TIFF or raw camera image', 'image'],
  ['MM\0+\0\x08\0\0', 'a TIFF or raw camera image', 'image'],
  ['8BPS\0\x01', 'a Photoshop document', 'image'],
  ['\0\0\x01\0\x02\0\x10\x10', 'a Windows icon', 'image'],
  ['\0\0\x02\0\x01\0\x20\x20', 'a Windows cursor', 'image'],
  ['\x76\x2f\x31\x01\x02\0\0\0', 'an OpenEXR image', 'image'],
  ['#?RADIANCE\nFORMAT', 'a Radiance HDR image', 'image'],
  ['DDS \x7c\0\0\0', 'a DirectDraw Surface (DDS)', 'image'],
  ['qoif\0\0\0\x08', 'a QOI image', 'image'],
  ['P6\n# drawn\n32 32\n255\n', 'a Netpbm image (PBM, PGM, PPM or PAM)', 'image'],
  ['P7\nWIDTH 4\n', 'a Netpbm image (PBM, PGM, PPM or PAM)', 'image'],
  ['\0\0\x02\0\0\0\0\0\0\0\0\0\x20\0\x20\0\x18\0', 'a TGA image', 'image'],
  ['\0\x01\x01\0\0\0\x01\x18\0\0\0\0\x20\0\x20\0\x08\0', 'a TGA image', 'image'],
  ['\x0a\x05\x01\x08\0\0', 'a PCX image', 'image'],
  ['/* XPM */\nstatic', 'an XPM image', 'image'],
  ['%PDF-1.7', 'a PDF', 'document'],
  ['%!PS-Adobe-3.0 EPSF-3.0', 'an EPS or PostScript file', 'document'],
  ['\xc5\xd0\xd3\xc6\x1e', 'an EPS or PostScript file', 'document'],
  ['<svg xmlns="http://www.w3.org/2000/svg">', 'an SVG image', 'document'],
  ['\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->\n<svg ', 'an SVG image', 'document'],
  ['<?xml version="1.0"?><!DOCTYPE svg PUBLIC "a" "b" [<!ENTITY c "d">]> <s:svg>', 'an SVG image', 'document'],
  ['<?xml version="1.0"?><note/>', 'an XML file', 'document'],
  ['<!DOCTYPE html><html>', 'an HTML page', 'document'],
  [fileType('isom', 'iso2', 'avc1'), 'an MP4 video', 'media'],
  [fileType('qt  '), 'a QuickTime video', 'media'],
  [fileType('M4A ', 'isom'), 'an MPEG-4 audio file', 'media'],
  ['\x1a\x45\xdf\xa3\x01', 'a Matroska or WebM video', 'media'],
  ['RIFF\0\0\0\0AVI LIST', 'an AVI video', 'media'],
  [zip('photos/1.png'), 'a zip archive', 'archive'],
  ['\x1f\x8b\x08', 'a gzip file', 'archive'],
  [`${pad('cat/1.png', 257)}ustar`, 'a tar archive', 'archive'],
  ['PAR1\x15', 'a Parquet file', 'data'],
  ['\x93NUMPY\x01\0', 'a NumPy file', 'data'],
  ['\x80\x04\x95', 'a Python pickle', 'data'],
  [zip('metadata.json'), 'a Keras model', 'model'],
  ['\x89HDF\r\n\x1a\n', 'an HDF5 file, as Keras saves models', 'model'],
  ['\x40\0\0\0\0\0\0\0{"weight":{"dtype":"F32"', 'a safetensors file', 'model'],
  ['\x08\x08\x12\x07pytorch\x1a\x052.3.0', 'an ONNX model', 'model'],
  ['\x1c\0\0\0TFL3', 'a TensorFlow Lite model', 'model'],
  ['{"format": "layers-model", "modelTopology": {', 'a TensorFlow.js model', 'model'],
  ['{"classes": ["cat"]}', 'a JSON file', 'model'],
]

/** For the name of a test, the first bytes in hexadecimal. */
const beginning = (start: string) => Buffer.from(start.slice(0, 12), 'latin1').toString('hex')

describe('recogniseForeign', () => {
  it.each(KINDS.map((kind) => [kind[1], beginning(kind[0]), ...kind] as const))(
    'finds %s in %s',
    (_, __, start, name, use) => {
      expect(recogniseForeign(bytesOf(start))).toEqual({ name, use })
      expect(() => readFileHeader(bytesOf(pad(start, 40)))).toThrow(
        `is ${name}, not a PNG, JPEG, WebP, AVIF, GIF or BMP`,
      )
    },
  )

  it.each(['Hello, this is a text', 'BMW is not a bitmap file', '\0\x01\xfe\xff\x09', '', 'PK', '\x06\x3b\x2b\x14'])(
    'knows nothing of %j',
    (start) => {
      expect(recogniseForeign(bytesOf(start))).toBeNull()
    },
  )

  it.each<[string, string, string | null]>([
    ['net.PT', '', NO_CHECKPOINT],
    ['a/labels.csv', '', 'a text file'],
    ['labels.csv', '%PDF-1.7', 'a PDF'],
    ['net.pth', '\x80\x02', NO_CHECKPOINT],
    ['net.pt', zip('a.txt'), NO_CHECKPOINT],
    ['labels.csv', zip('a.txt'), 'a zip archive'],
    ['table.npy', 'PAR1', 'a NumPy file'],
    ['folder.csv/file', '', null],
    ['csv', '', null],
  ])('recognises %s by content before its ending: case %#', (path, start, name) => {
    expect(recogniseForeign(bytesOf(start), path)?.name ?? null).toBe(name)
  })

  it('is quick on any input', async () => {
    const hostile = ['<!--', '<?xml ', ' ', '\0', 'P6 #\n', `\x08\x08\x12\x40${'a'.repeat(64)}`, '{"']
    const spent = await cpuSeconds(() => {
      for (const piece of hostile) recogniseForeign(bytesOf(piece.repeat(20_000 / piece.length)))
    })
    expect(spent).toBeLessThan(1)
  })
})

describe('an AVIF file', () => {
  it('with a sequence only is reported as having no still image, not as truncated', () => {
    const sequence = `${fileType('avis', 'msf1', 'iso8')}\0\0\0\x10moov${'\0'.repeat(8)}\0\0\0\x0cmdat\0\0\0\0`
    expect(() => readFileHeader(bytesOf(sequence))).toThrow(/^is an AVIF sequence without a still image/)
  })

  it.each([
    [['avif', 'mif1', 'miaf']],
    [['avis', 'msf1']],
    [['mif1', 'miaf', 'avif']],
    [['miaf', 'avif']],
    [['msf1', 'avis']],
  ])('is recognised by any brand: %j', (brands) => {
    const meta = '\0\0\0\x0cmeta\0\0\0\0'
    expect(() => readFileHeader(bytesOf(fileType(...brands) + meta))).toThrow(/^is an AVIF image with a broken header/)
  })
})

describe('a BMP file', () => {
  it.each([12, 16, 40, 52, 56, 64, 108, 124])('is recognised by a header of %i bytes', (size) => {
    const header = new Uint8Array(14 + 124)
    header.set(bytesOf('BM'))
    header[14] = size
    header[18] = 13
    header[size === 12 ? 20 : 22] = 8
    expect(readFileHeader(header)).toMatchObject({ format: { kind: 'bmp' }, width: 13, height: 8 })
  })
})
