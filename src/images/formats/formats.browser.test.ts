/**
 * @file Every property of every format, against the pixels that Pillow reads:
 * e2e/fixtures/make_formats makes the files, named kind-property-variant.
 */
import { describe, expect, it } from 'vitest'
import pillow from '../../../e2e/fixtures/formats/pillow.json'
import { middleSquare } from '../cropAndResize'
import { decodeImage } from '../decodeImage'
import { IMAGE_FORMATS } from './registry'

const EXPECTED: Readonly<Record<string, { width: number; height: number; rgb: string }>> = pillow

const urls = import.meta.glob<string>('../../../e2e/fixtures/formats/*.{png,jpg,webp,gif,bmp,avif}', {
  query: '?url',
  import: 'default',
  eager: true,
})
const FILES = Object.entries(urls).map(([path, url]) => ({ name: path.slice(path.lastIndexOf('/') + 1), url }))

const PROPERTIES = ['coding', 'depth', 'alpha', 'colour', 'turned', 'frames', 'header'] as const

/** The properties that files of each format may have. */
const TABLE: Readonly<Record<string, readonly (typeof PROPERTIES)[number][]>> = {
  png: ['coding', 'depth', 'alpha', 'colour', 'turned', 'frames'],
  jpeg: ['coding', 'colour', 'turned'],
  webp: ['coding', 'alpha', 'colour', 'turned', 'frames'],
  gif: ['coding', 'depth', 'alpha', 'frames'],
  bmp: ['coding', 'depth', 'alpha', 'colour'],
  avif: ['coding', 'alpha', 'colour', 'turned', 'frames', 'header'],
}

/**
 * How far a byte may lie from Pillow's: nowhere, but for AVIF's alpha, whose
 * range Chromium takes for the limited one (16 to 235) where Pillow does not.
 */
const TOLERANCES: readonly (readonly [RegExp, number])[] = [[/^avif-alpha/, 20]]

/** The notes that a file has, beside those on cropping: all whose pattern its name fits, and no other. */
const NOTES: readonly (readonly [RegExp, RegExp])[] = [
  [/-frames-(?!smaller)/, /^animated: only its first frame is used$/],
  [
    /-turned-(exif[2-8]|first|behind|late|long|twice|grey|cmyk|xmp-and|profile|rgb16|prefixed|icc)/,
    /^turned upright, as its (EXIF orientation says|header asks)$/,
  ],
  [/-turned-xmp(?!-and)/, /^turned upright, as its XMP orientation says$/],
  [/cmyk|ycck/, /^converted from CMYK to RGB$/],
  [/icc/, /^its colour profile \(Swapped test profile\) is not applied: the stored values are used, as in training$/],
  [/colour-gamma(?!-usual)/, /^its gamma \(1\.000\) is not applied/],
  [/-primaries/, /^its table of primary colours is not applied/],
  [/header108/, /^its table of primary colours and gamma is not applied/],
  [/-p3/, /^its colour space \(Display P3\) is not applied/],
  [/-pq/, /^its colour space \(BT\.2020, PQ\) is not applied/],
  [/-hlg/, /^its colour space \(BT\.2020, HLG\) is not applied/],
  [/-linear/, /^its colour space \(BT\.709, linear\) is not applied/],
  [/(grey|rgb|rgba|alpha)16\b/, /^reduced from 16 to 8 bits per channel$/],
  [/-alpha-|greyalpha|rgba\d|-icc-alpha|background/, /^its transparent parts are shown on white$/],
  [/gif-frames-smaller/, /^areas that its first frame leaves empty have its first colour$/],
]

/** Pillow's middle square. */
function expectedBytes(name: string): Uint8Array {
  const { width, height, rgb } = EXPECTED[name]!
  const all = Uint8Array.from(atob(rgb), (character) => character.charCodeAt(0))
  const { x, y, size } = middleSquare(width, height)
  return Uint8Array.from({ length: size * size * 3 }, (_, i) => {
    const row = Math.floor(i / (size * 3))
    return all[((y + row) * width + x) * 3 + (i % (size * 3))]!
  })
}

async function decode(name: string, url: string) {
  const { width, height } = EXPECTED[name]!
  const { image, notes } = await decodeImage(await (await fetch(url)).blob(), name, { size: Math.min(width, height) })
  const bytes = Uint8Array.from(image.pixels, (value) => Math.round(value * 255))
  return { bytes, notes: notes.filter((note) => !note.startsWith('cropped')) }
}

describe('Pillow reads the same pixels from', () => {
  const pairs = Object.entries(TABLE).flatMap(([kind, properties]) =>
    properties.map((property) => `${kind}-${property}`),
  )

  it.each(pairs)('%s, and what was changed or ignored is noted', async (pair) => {
    const files = FILES.filter(({ name }) => name.startsWith(`${pair}-`))
    expect(files).not.toHaveLength(0)
    const tolerance = TOLERANCES.find(([pattern]) => pattern.test(pair))?.[1] ?? 0
    for (const { name, url } of files) {
      const { bytes, notes } = await decode(name, url)
      const expected = expectedBytes(name)
      const distance = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - bytes[i]!)), 0)
      expect.soft(distance, name).toBeLessThanOrEqual(tolerance)
      const patterns = NOTES.filter(([file]) => file.test(name)).map(([, note]) => note)
      const unexplained = notes.filter((note) => !patterns.some((pattern) => pattern.test(note)))
      const missing = patterns.filter((pattern) => !notes.some((note) => pattern.test(note)))
      expect.soft({ unexplained, missing }, name).toEqual({ unexplained: [], missing: [] })
    }
  })

  it('each file, as every file belongs to a pair of the table', () => {
    expect(Object.keys(TABLE).sort()).toEqual(IMAGE_FORMATS.map(({ kind }) => kind).sort())
    for (const { name } of FILES)
      expect(
        pairs.some((pair) => name.startsWith(`${pair}-`)),
        name,
      ).toBe(true)
    expect(FILES.map(({ name }) => name).sort()).toEqual(Object.keys(EXPECTED).sort())
  })
})
