import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { OutOfBytes } from './byteReader'
import { checkFileSize, checkSize, readFileHeader } from './fileHeader'
import { jpeg } from './formats/jpeg'
import { Refusal } from './refusal'

const folder = new URL('../../e2e/fixtures/', import.meta.url)
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)))
const text = (characters: string) => Uint8Array.from(characters, (character) => character.charCodeAt(0))

function join(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => Array.from(part)))
}

describe('readFileHeader', () => {
  it.each([
    ['exact_32x32.png', 'png', 32, 32],
    ['one_pixel.png', 'png', 1, 1],
    ['wide_4000x10.png', 'png', 4000, 10],
    ['photo.jpg', 'jpeg', 640, 480],
    ['cmyk.jpg', 'jpeg', 64, 64],
    ['rotated_exif.jpg', 'jpeg', 96, 64],
    ['photo.webp', 'webp', 320, 240],
    ['animated.webp', 'webp', 40, 40],
    ['animated.gif', 'gif', 40, 40],
    ['exact_32x32.bmp', 'bmp', 32, 32],
    ['quarters.avif', 'avif', 64, 64],
    ['formats/bmp-depth-24bit-header12.bmp', 'bmp', 13, 8],
    ['formats/bmp-coding-top-down-header52.bmp', 'bmp', 13, 8],
    ['formats/avif-header-mif1-alone.avif', 'avif', 13, 8],
    ['formats/avif-frames-msf1.avif', 'avif', 13, 8],
    ['formats/avif-turned-exif6.avif', 'avif', 13, 8],
  ])('%s is %s, %i x %i', (name, kind, width, height) => {
    expect(readFileHeader(fixture(name))).toMatchObject({ format: { kind }, width, height })
  })

  it('refuses too many pixels with the value and the remedy', () => {
    expect(() => readFileHeader(fixture('huge_12000x9000.png'))).toThrow(
      "has 12000 × 9000 = 108 megapixels, more than the 40 that fit in a page's memory; scale it down first",
    )
  })

  it.each([
    [
      text('Hello, this is a text file.'),
      /^is not a PNG, JPEG, WebP, AVIF, GIF or BMP image \(it begins with the text "Hello, this is a/,
    ],
    [new Uint8Array([0, 1, 0xfe, 0xff, 9]), /\(it begins with the bytes 00 01 fe ff\); save it as one of these$/],
    [text('\0\0\0\x18ftypheic\0\0\0\0'), /^is a HEIC image, not a PNG/],
    [text('<svg xmlns="http://www.w3.org/2000/svg">'), /^is an SVG image, not a PNG/],
    [text('%PDF-1.7 and so on'), /^is a PDF, not a PNG/],
    [text('BMW is not a bitmap file'), /^is not a PNG/],
    [join(text('RIFF\0\0\0\0WEBP'), new Uint8Array(40)), /^is a WebP image with a broken header/],
    [new Uint8Array([0xff, 0xd8, 0xff, 0xd9]), /^is a JPEG without a frame header/],
  ])('refuses %#', (bytes, message) => {
    expect(() => readFileHeader(bytes)).toThrow(message)
    expect(() => readFileHeader(bytes)).toThrow(Refusal)
  })

  it('refuses an image without pixels', () => {
    const bytes = fixture('one_pixel.png')
    bytes.fill(0, 16, 20)
    expect(() => readFileHeader(bytes)).toThrow('has no pixels: its header says 0 × 1; choose another image')
  })

  it('finds the size after a thumbnail and a profile, with more bytes', () => {
    const photo = fixture('photo.jpg')
    const segment = join(new Uint8Array([0xff, 0xe2, 0xff, 0xff]), new Uint8Array(0xffff - 2))
    const thumbnail = join(new Uint8Array([0xff, 0xe1, 0x00, 0x20]), photo.subarray(0, 30))
    const big = join(photo.subarray(0, 2), thumbnail, segment, segment, photo.subarray(2))
    expect(readFileHeader(big)).toMatchObject({ format: jpeg, width: 640, height: 480 })
    expect(() => readFileHeader(big.subarray(0, 64 * 1024))).toThrow(OutOfBytes)
  })

  it('finds the size, asks for more or refuses, at every length', () => {
    for (const name of readdirSync(folder).filter((name) => /\.(png|jpg|webp|gif|bmp|avif)$/.test(name))) {
      const bytes = fixture(name)
      for (let length = 0; length < Math.min(bytes.length, 700); length++) {
        try {
          readFileHeader(bytes.subarray(0, length))
        } catch (error) {
          expect(error instanceof OutOfBytes || error instanceof Refusal, `${name} at ${length}: ${error}`).toBe(true)
        }
      }
    }
  })
})

describe('limits on images', () => {
  it('accept values up to them and refuse larger ones', () => {
    expect(() => checkSize(8000, 5000)).not.toThrow()
    expect(() => checkSize(8000, 5001)).toThrow('has 8000 × 5001 = 40.008 megapixels')
    expect(() => checkFileSize(32 * 1024 * 1024)).not.toThrow()
    expect(() => checkFileSize(40 * 1024 * 1024)).toThrow(
      'is 40 MB large, more than the 32 MB allowed; scale it down first',
    )
    expect(() => checkFileSize(0)).toThrow('is an empty file; choose another image')
  })
})
