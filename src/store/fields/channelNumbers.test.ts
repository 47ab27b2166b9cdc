import { describe, expect, it } from 'vitest'
import { channelNumbersText, parseChannelNumbers } from './channelNumbers'

const BOUNDS = { min: 1e-6, max: 1e6 }

describe('channel numbers', () => {
  it.each(['0.485, 0.456, 0.406', '0.485 0.456 0.406', ' 0.485;0.456;0.406 ', '4.85e-1,0.456,.406'])(
    'are read: %s',
    (text) => {
      expect(parseChannelNumbers(text, 3, BOUNDS)).toEqual({ value: [0.485, 0.456, 0.406], problem: null })
    },
  )

  it.each([
    ['', 3],
    ['0.5, 0.5', 3],
    ['0.5, 0.5, 0.5, 0.5', 3],
    ['0.5, 0.5, 0.5', 1],
    ['0.5, x, 0.5', 3],
    ['0.5, 0, 0.5', 3],
    ['0.5, -1, 0.5', 3],
    ['NaN', 1],
    ['Infinity', 1],
    ['1e7', 1],
  ])('are refused in a sentence: “%s” for %i', (text, count) => {
    const { value, problem } = parseChannelNumbers(text, count, BOUNDS)
    expect(value).toBe(null)
    expect(problem).toMatch(/^[A-Z].*\.$/)
  })

  it('are written as they are read, without float32’s rounding', () => {
    expect(channelNumbersText([Math.fround(0.485), 1 / 255])).toBe('0.485, 0.003921569')
  })
})
