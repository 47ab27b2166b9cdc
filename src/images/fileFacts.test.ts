import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { OutOfBytes } from './byteReader'
import { readFileFacts } from './fileFacts'
import { readFileHeader } from './fileHeader'
import { jpeg } from './formats/jpeg'
import type { FileFacts } from './formats/types'
import { Refusal } from './refusal'

const folder = new URL('../../e2e/fixtures/', import.meta.url)
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)))
const formatFixtures = readdirSync(new URL('formats/', folder)).filter((name) => !name.endsWith('.json'))

const factsOf = (bytes: Uint8Array): Promise<FileFacts> => readFileFacts(readFileHeader(bytes).format, bytes)

const ANIMATED = 'animated: only its first frame is used'
const TURNED = 'turned upright, as its EXIF orientation says'

describe('readFileFacts', () => {
  it.each<[string, string[], number]>([
    ['exact_32x32.png', [], 1],
    ['transparent.png', [], 1],
    ['photo.jpg', [], 1],
    ['photo.webp', [], 1],
    ['still.gif', [], 1],
    ['exact_32x32.bmp', [], 1],
    ['quarters.avif', [], 1],
    ['animated.png', [ANIMATED], 1],
    ['animated.gif', [ANIMATED], 1],
    ['animated.webp', [ANIMATED], 1],
    ['cmyk.jpg', ['converted from CMYK to RGB'], 1],
    ['rotated_exif.jpg', [TURNED], 6],
    ['formats/webp-turned-exif7.webp', [TURNED], 7],
    ['formats/png-turned-late.png', [TURNED], 6],
    // Its decoder turns it.
    ['formats/avif-turned-exif6.avif', ['turned upright, as its header asks'], 1],
  ])('of %s: %j', async (name, notes, orientation) => {
    expect(await factsOf(fixture(name))).toMatchObject({ notes, orientation })
  })

  it('removes marks by which browsers turn or colour pixels in their own ways', async () => {
    for (const name of formatFixtures) {
      const { bytes } = await factsOf(fixture(`formats/${name}`))
      const left = await factsOf(bytes)
      expect(left.bytes, name).toEqual(bytes)
      // An AVIF's turning is part of its pixels, and browsers read no colours of a BMP.
      if (!/^(png|jpeg|webp)/.test(name)) continue
      const notes = left.notes.filter((note) => /turned|not applied/.test(note))
      expect([name, left.orientation, notes]).toEqual([name, 1, []])
    }
  })

  it.each(['exact_32x32.png', 'photo.jpg', 'photo.webp', 'still.gif', 'exact_32x32.bmp', 'quarters.avif'])(
    'finds every cut of %s',
    async (name) => {
      const bytes = fixture(name)
      const { format } = readFileHeader(bytes)
      // A GIF's last byte is a trailer that it is whole without.
      for (let length = bytes.length - 2; length > 40; length -= Math.ceil(bytes.length / 200)) {
        await expect(readFileFacts(format, bytes.subarray(0, length)), `cut to ${length}`).rejects.toThrow(Refusal)
      }
      await expect(readFileFacts(format, bytes.subarray(0, 100))).rejects.toThrow(
        /^ends early, after 100 bytes, so part of the/,
      )
    },
  )

  it('leaves later frames out, of which a browser would take note one by one', async () => {
    const marksIn = (bytes: Uint8Array, mark: string) => Buffer.from(bytes).toString('latin1').split(mark).length - 1
    const [webp, gif] = ['animated.webp', 'animated.gif'].map(fixture) as [Uint8Array, Uint8Array]
    expect(marksIn(webp, 'ANMF')).toBeGreaterThan(1)
    expect(marksIn((await factsOf(webp)).bytes, 'ANMF')).toBe(1)
    const control = '\x21\xf9\x04'
    expect(marksIn(gif, control)).toBeGreaterThan(1)
    expect(marksIn((await factsOf(gif)).bytes, control)).toBe(1)
  })

  it.each([
    ['a JPEG of scans', [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xff, 0, 0x34], 'more than 100 scans'],
    ['a JPEG of scans and marks that restart', [0xff, 0xda, 0, 2, 0xff, 0xd0, 0xff, 0xff], 'more than 100 scans'],
    ['a JPEG of tables whose bytes look like scans', [0xff, 0xc4, 0, 6, 0xff, 0xda, 0xff, 0xda], null],
  ])('tells scans from what looks like them: %s', async (_, part, refusal) => {
    const photo = fixture('photo.jpg')
    const end = photo.length - 2
    const many = [...photo.subarray(0, end), ...Array.from({ length: 150 }, () => part).flat(), 0xff, 0xd9]
    const facts = factsOf(Uint8Array.from(many))
    await (refusal === null ? expect(facts).resolves.toBeDefined() : expect(facts).rejects.toThrow(refusal))
  })

  it('does not take an embedded thumbnail for the end of a JPEG', async () => {
    const photo = fixture('photo.jpg')
    const thumbnail = [0xff, 0xe1, 0x00, 0x06, 0xff, 0xd9, 0xff, 0xd9]
    const cut = new Uint8Array([0xff, 0xd8, ...thumbnail, ...photo.subarray(2, 5000)])
    expect(readFileHeader(cut)).toMatchObject({ width: 640, height: 480 })
    await expect(readFileFacts(jpeg, cut)).rejects.toThrow(/^ends early/)
  })

  it('reads or refuses a file with any byte changed, and never reads beyond it', async () => {
    for (const name of formatFixtures.filter((_, i) => i % 11 === 0)) {
      const whole = fixture(`formats/${name}`)
      for (let at = 0; at < Math.min(whole.length, 400); at += 5) {
        for (const value of [0, 0xff]) {
          const bytes = whole.slice()
          bytes[at] = value
          const outcome = await Promise.resolve(bytes)
            .then(factsOf)
            .then(
              () => null,
              (error: unknown) => error,
            )
          const isExpected = outcome === null || outcome instanceof Refusal || outcome instanceof OutOfBytes
          expect(isExpected, `${name}, byte ${at} = ${value}: ${outcome}`).toBe(true)
        }
      }
    }
  })
})
