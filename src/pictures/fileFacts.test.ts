import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readFileFacts } from './fileFacts'
import { type PictureKind, readFileHeader } from './fileHeader'
import { Refusal } from './refusal'

const folder = new URL('../../e2e/fixtures/', import.meta.url)
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)))

const plain = { animated: false, cmyk: false, turned: false }

describe('readFileFacts', () => {
  it.each<[string, PictureKind, object]>([
    ['exact_32x32.png', 'png', plain],
    ['transparent.png', 'png', plain],
    ['photo.jpg', 'jpeg', plain],
    ['photo.webp', 'webp', plain],
    ['still.gif', 'gif', plain],
    ['exact_32x32.bmp', 'bmp', plain],
    ['quarters.avif', 'avif', plain],
    ['animated.png', 'png', { ...plain, animated: true }],
    ['animated.gif', 'gif', { ...plain, animated: true }],
    ['animated.webp', 'webp', { ...plain, animated: true }],
    ['cmyk.jpg', 'jpeg', { ...plain, cmyk: true }],
    ['rotated_exif.jpg', 'jpeg', { ...plain, turned: true }],
  ])('of %s', (name, kind, facts) => {
    expect(readFileFacts(kind, fixture(name))).toEqual(facts)
  })

  it.each<[string, PictureKind]>([
    ['exact_32x32.png', 'png'],
    ['photo.jpg', 'jpeg'],
    ['photo.webp', 'webp'],
    ['still.gif', 'gif'],
    ['exact_32x32.bmp', 'bmp'],
    ['quarters.avif', 'avif'],
  ])('finds every cut of %s', (name, kind) => {
    const bytes = fixture(name)
    // A GIF's last byte is a trailer that it is whole without.
    for (let length = bytes.length - 2; length > 40; length -= Math.ceil(bytes.length / 200)) {
      expect(() => readFileFacts(kind, bytes.subarray(0, length)), `cut to ${length}`).toThrow(Refusal)
    }
    expect(() => readFileFacts(kind, bytes.subarray(0, 100))).toThrow(/^ends early, after 100 bytes, so part of the/)
  })

  it('does not take an embedded thumbnail for the end of a JPEG', () => {
    const photo = fixture('photo.jpg')
    const thumbnail = [0xff, 0xe1, 0x00, 0x06, 0xff, 0xd9, 0xff, 0xd9]
    const cut = new Uint8Array([0xff, 0xd8, ...thumbnail, ...photo.subarray(2, 5000)])
    expect(readFileHeader(cut)).toMatchObject({ width: 640, height: 480 })
    expect(() => readFileFacts('jpeg', cut)).toThrow(/^ends early/)
  })
})
