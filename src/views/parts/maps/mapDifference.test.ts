import { describe, expect, it } from 'vitest'
import type { MapContent } from '../exports/content'
import { mapDifference } from './mapDifference'
import { exactTexts } from './pixelTexts'

const map = (values: readonly number[], channels: 1 | 3, width: number, unit?: '/255'): MapContent => ({
  title: 'Map',
  ...{ height: 1, width, channels, values: Float32Array.from(values) },
  ...(unit && { unit }),
  colors: new Uint8ClampedArray(4 * width),
})

describe('the difference of two maps', () => {
  it('is the first minus the second, in every channel', () => {
    const difference = mapDifference(map([0.5, 0.25, 1, 0, 0, 0], 3, 2), map([0.25, 0.25, 0.5, 1, 0, 0], 3, 2))
    expect(Array.from(difference!.values)).toEqual([0.25, 0, 0.5, -1, 0, 0])
  })

  it('is drawn grey where the maps are the same, brighter where the first is larger', () => {
    const { colors } = mapDifference(map([2, 0, 1], 1, 3), map([1, 1, 1], 1, 3)) ?? expect.fail('no difference')
    const [larger, smaller, same] = [0, 4, 8].map((at) => colors[at])
    expect([larger, smaller, same]).toEqual([255, 0, 128])
  })

  it('keeps the unit, so that images are still read as 255ths', () => {
    const difference = mapDifference(map([1], 1, 1, '/255'), map([0], 1, 1, '/255'))
    expect(exactTexts(difference!, 0)).toEqual(['255'])
  })

  it('is none of maps of different sizes', () => {
    expect(mapDifference(map([1], 1, 1), map([1, 2], 1, 2))).toBeNull()
    expect(mapDifference(map([1], 1, 1), map([1, 2, 3], 3, 1))).toBeNull()
  })
})

describe('the values of a pixel', () => {
  it('have all digits of a float32', () => {
    expect(exactTexts(map([1.23456789e-7, -0.5], 1, 2), 0)).toEqual(['1.234568e−7'])
    expect(exactTexts(map([1, 2, 3, -0.125, 5, 6], 3, 2), 1)).toEqual(['−0.125', '5', '6'])
  })

  it('are 255ths of an image, whole numbers where the file has them', () => {
    expect(exactTexts(map([10 / 255, 1, 0.1], 3, 1, '/255'), 0)).toEqual(['10', '255', '25.5'])
  })
})
