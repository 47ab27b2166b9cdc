import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { describeCropAndResize, fitSquare, middleSquare, resizeSquare } from './cropAndResize'
import type { Rgba8 } from './rgba8'
import { drawRgba, formulaByte, waveByte } from './testImages'

interface PillowCase {
  readonly from: number
  readonly to: number
  readonly rgbHex: string
}

const pillowUrl = new URL('../../e2e/fixtures/pillow_lanczos.json', import.meta.url)
const pillowCases = JSON.parse(readFileSync(pillowUrl, 'utf8')) as PillowCase[]

interface CropCase {
  readonly from: number
  readonly size: number
  readonly cropShare: number
  readonly filter: 'bilinear' | 'bicubic'
  readonly rgbHex: string
}

const cropsUrl = new URL('../../e2e/fixtures/pillow_crops.json', import.meta.url)
const cropCases = JSON.parse(readFileSync(cropsUrl, 'utf8')) as CropCase[]

function rgb({ data }: Rgba8): number[] {
  return Array.from(data).filter((_, i) => i % 4 !== 3)
}

describe('middleSquare', () => {
  it('takes the middle of a wide, a high and a square image', () => {
    expect(middleSquare(640, 480)).toEqual({ x: 80, y: 0, size: 480 })
    expect(middleSquare(3, 10)).toEqual({ x: 0, y: 3, size: 3 })
    expect(middleSquare(32, 32)).toEqual({ x: 0, y: 0, size: 32 })
    expect(middleSquare(10_000, 1)).toEqual({ x: 4999, y: 0, size: 1 })
  })
})

describe('resizeSquare', () => {
  it.each(pillowCases)("equals Pillow's LANCZOS from $from to $to pixels, except for rounding", async (pillow) => {
    const resized = await resizeSquare(
      drawRgba(pillow.from, pillow.from, (x, y, channel) => waveByte(pillow.from, x, y, channel)),
      pillow.to,
    )
    const expected = Array.from(Buffer.from(pillow.rgbHex, 'hex'))
    const errors = rgb(resized).map((byte, i) => Math.abs(byte - expected[i]!))
    expect(errors).toHaveLength(pillow.to * pillow.to * 3)
    expect(Math.max(...errors)).toBeLessThanOrEqual(1)
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.3)
  })

  it('returns an image of the target size unchanged', async () => {
    const image = drawRgba(32, 32, formulaByte)
    expect(await resizeSquare(image, 32)).toBe(image)
  })

  it.each([1, 7, 500, 3000])('keeps a uniform colour from %i x %i pixels', async (size) => {
    const resized = await resizeSquare(
      drawRgba(size, size, (_x, _y, channel) => [255, 128, 0][channel]!),
      32,
    )
    const bytes = rgb(resized)
    for (let i = 0; i < bytes.length; i += 3) {
      expect(bytes[i]).toBeGreaterThanOrEqual(254)
      expect(Math.abs(bytes[i + 1]! - 128)).toBeLessThanOrEqual(1)
      expect(bytes[i + 2]).toBe(0)
    }
  })

  it('averages stripes finer than the target, instead of picking some', async () => {
    const stripes = drawRgba(512, 512, (x) => (x % 2 === 0 ? 0 : 255))
    for (const byte of rgb(await resizeSquare(stripes, 32)).filter((_, i) => (i % 96) / 3 > 2 && (i % 96) / 3 < 29)) {
      expect(Math.abs(byte - 127.5)).toBeLessThan(2)
    }
  })

  it('requires a square', async () => {
    await expect(resizeSquare(drawRgba(3, 2, formulaByte), 32)).rejects.toThrow(
      'the image is 3 × 2; crop it to a square first',
    )
  })
})

describe('describeCropAndResize', () => {
  it.each([
    [32, 32, null],
    [640, 640, 'resized from 640 × 640 to 32 × 32'],
    [960, 640, 'cropped to its middle 640 × 640 and resized to 32 × 32'],
    [40, 32, 'cropped to its middle 32 × 32'],
    [8, 8, 'enlarged from 8 × 8 to 32 × 32, which adds no detail'],
    [4000, 10, 'cropped to its middle 10 × 10 and enlarged to 32 × 32, which adds no detail'],
    [1, 1, 'enlarged from 1 × 1 to 32 × 32, so it is one flat colour'],
  ])('%i x %i: %s', (width, height, note) => {
    expect(describeCropAndResize(width, height, { size: 32 })).toBe(note)
  })
})

describe('fitSquare', () => {
  it.each(cropCases)('equals Pillow’s $filter of $from pixels, of which $cropShare is cut to $size', async (each) => {
    const square = drawRgba(each.from, each.from, (x, y, channel) => waveByte(each.from, x, y, channel))
    const fitted = await fitSquare(square, { size: each.size, resizing: each })
    expect(fitted).toMatchObject({ width: each.size, height: each.size })
    expect(Buffer.from(rgb(fitted)).toString('hex')).toBe(each.rgbHex)
  })

  it('keeps the earlier behaviour without a setting, and reports nothing', async () => {
    const square = drawRgba(32, 32, formulaByte)
    expect(await fitSquare(square, { size: 32 })).toBe(square)
    expect(await fitSquare(square, { size: 32, resizing: { cropShare: 1, filter: 'lanczos' } })).toBe(square)
  })

  it('says what was done', () => {
    const fit = { size: 224, resizing: { cropShare: 0.875, filter: 'bicubic' } } as const
    expect(describeCropAndResize(640, 480, fit)).toBe(
      'cropped to its middle 480 × 480 and resized to 256 × 256 (bicubic), of which the middle 224 × 224 is taken',
    )
  })
})
