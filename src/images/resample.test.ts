import { Pica } from 'pica/pica_main'
import { describe, expect, it } from 'vitest'
import { fitSquare, resizeSquare } from './cropAndResize'
import { drawRgba, formulaByte } from './testImages'

const noise = (x: number, y: number, channel: number) => ((x * 73856093) ^ (y * 19349663) ^ (channel * 83492791)) & 255

describe('resample by Lanczos', () => {
  it.each([
    [1, 7],
    [2, 1],
    [5, 224],
    [31, 32],
    [33, 32],
    [97, 64],
    [301, 224],
    [640, 32],
    [500, 7],
  ])('gives pica’s bytes from %i to %i pixels', async (from, to) => {
    const pica = new Pica({ features: ['js'] })
    for (const draw of [noise, formulaByte]) {
      const { data } = drawRgba(from, from, draw)
      const theirs = { src: data, width: from, height: from, toWidth: to, toHeight: to, filter: 'lanczos3' } as const
      const expected = Buffer.from(await pica.resizeBuffer(theirs))
      const resized = await resizeSquare({ data, width: from, height: from }, to)
      expect(Buffer.from(resized.data).equals(expected)).toBe(true)
    }
  })
})

describe('resample', () => {
  it.each(['lanczos', 'bicubic'] as const)('ends within a few rows if it is cancelled (%s)', async (filter) => {
    const image = drawRgba(1500, 1500, formulaByte)
    let asked = 0
    const control = {
      checkpoint: async (step: number, steps: number) => {
        asked++
        expect(step).toBeLessThan(steps)
        throw new Error('cancelled')
      },
    }
    await expect(fitSquare(image, { size: 224, resizing: { cropShare: 0.875, filter } }, control)).rejects.toThrow(
      'cancelled',
    )
    expect(asked).toBe(1)
  })
})
