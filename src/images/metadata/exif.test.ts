import { describe, expect, it } from 'vitest'
import { exifOrientation, xmpOrientation } from './exif'
import { readOrientationMark } from './orientationMark'

const text = (characters: string) => Uint8Array.from(characters, (character) => character.charCodeAt(0))
const join = (...parts: Uint8Array[]) => new Uint8Array(parts.flatMap((part) => Array.from(part)))

interface Entry {
  readonly tag?: number
  readonly type?: number
  readonly count?: number
  readonly value: number
}

/** A TIFF directory behind `gap` bytes; each entry is the orientation unless it says otherwise. */
function directory(little: boolean, entries: readonly Entry[], gap = 0): Uint8Array {
  const bytes = new Uint8Array(10 + gap + 12 * entries.length + 4)
  const view = new DataView(bytes.buffer)
  bytes.set(text(little ? 'II' : 'MM'))
  view.setUint16(2, 42, little)
  view.setUint32(4, 8 + gap, little)
  view.setUint16(8 + gap, entries.length, little)
  entries.forEach(({ tag = 0x0112, type = 3, count = 1, value }, i) => {
    const at = 10 + gap + 12 * i
    view.setUint16(at, tag, little)
    view.setUint16(at + 2, type, little)
    view.setUint32(at + 4, count, little)
    if (type === 4) view.setUint32(at + 8, value, little)
    else view.setUint16(at + 8, value, little)
  })
  return bytes
}

describe('exifOrientation', () => {
  it('reads all eight, in both byte orders, as short and as long', () => {
    for (let value = 1; value <= 8; value++) {
      for (const little of [true, false]) {
        for (const type of [3, 4]) {
          expect(
            exifOrientation(
              directory(
                little,
                [
                  { tag: 0x010f, value: 3 },
                  { type, value },
                ],
                6,
              ),
            ),
          ).toBe(value)
        }
      }
    }
  })

  it('reads it after the EXIF mark, once or twice', () => {
    const block = directory(false, [{ value: 8 }])
    expect(exifOrientation(join(text('Exif\0\0'), block))).toBe(8)
    expect(exifOrientation(join(text('Exif\0\0Exif\0\0'), block))).toBe(8)
  })

  it('treats an unknown value, or one of another type, as upright', () => {
    for (const entry of [
      { value: 0 },
      { value: 9 },
      { value: 6, count: 2 },
      { value: 6, type: 5 },
      { value: 6, type: 1 },
    ]) {
      expect(exifOrientation(directory(true, [entry]))).toBe(1)
    }
  })

  it('is null if missing, and if the block is truncated or broken', () => {
    const block = directory(true, [{ tag: 0x010f, value: 6 }, { value: 6 }])
    expect(exifOrientation(directory(true, [{ tag: 0x010f, value: 6 }]))).toBeNull()
    expect(exifOrientation(text('Exif\0\0'))).toBeNull()
    expect(exifOrientation(text('no directory at all'))).toBeNull()
    for (let length = 0; length < 32; length++) expect(exifOrientation(block.subarray(0, length))).toBeNull()
    const farAway = block.slice()
    new DataView(farAway.buffer).setUint32(4, 0xffffffff, true)
    expect(exifOrientation(farAway)).toBeNull()
  })
})

describe('xmpOrientation', () => {
  it.each([
    ['tiff:Orientation="6"', 6],
    ['<tiff:Orientation>8</tiff:Orientation>', 8],
    ['tiff:Orientation="9"', 1],
    ['tiff:Make="A camera"', null],
  ])('of %s is %s', (packet, orientation) => {
    expect(xmpOrientation(text(`<x:xmpmeta>${packet}</x:xmpmeta>`))).toBe(orientation)
  })
})

describe('readOrientationMark', () => {
  const exif = (value: number) => directory(true, [{ value }])
  const xmp = text('tiff:Orientation="3"')

  it('uses EXIF first, and XMP if EXIF says nothing', () => {
    expect(readOrientationMark(exif(6), xmp)).toEqual({ orientation: 6, mark: 'EXIF' })
    expect(readOrientationMark(exif(9), xmp)).toEqual({ orientation: 1, mark: 'EXIF' })
    expect(readOrientationMark(text('broken'), xmp)).toEqual({ orientation: 3, mark: 'XMP' })
    expect(readOrientationMark(null, xmp)).toEqual({ orientation: 3, mark: 'XMP' })
    expect(readOrientationMark(null, null).orientation).toBe(1)
  })
})
