import { describe, expect, it } from 'vitest'
import { layOn, toImage } from './pixels'
import { drawRgba, formulaByte } from './testImages'

const WHITE = [255, 255, 255] as const

describe('toImage', () => {
  it('is exactly byte / 255, row by row, without alpha', () => {
    const image = toImage(drawRgba(5, 3, formulaByte))
    expect([image.height, image.width, image.pixels.length]).toEqual([3, 5, 45])
    for (let i = 0; i < 45; i++) {
      const pixel = Math.floor(i / 3)
      expect(image.pixels[i]).toBe(Math.fround(formulaByte(pixel % 5, Math.floor(pixel / 5), i % 3) / 255))
    }
  })
})

describe('layOn', () => {
  it('leaves opaque pixels unchanged and says so', () => {
    const { data } = drawRgba(4, 4, formulaByte)
    const before = data.slice()
    expect(layOn(WHITE, data as Uint8ClampedArray)).toBe(false)
    expect(data).toEqual(before)
  })

  it('mixes by alpha', () => {
    const data = new Uint8ClampedArray([200, 0, 0, 0, 255, 0, 0, 51, 10, 20, 30, 255])
    expect(layOn(WHITE, data)).toBe(true)
    expect(Array.from(data)).toEqual([255, 255, 255, 255, 255, 204, 204, 255, 10, 20, 30, 255])
  })
})
