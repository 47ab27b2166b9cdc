import { describe, expect, it } from 'vitest'
import { expectSentence } from '../../testing/sentence'
import { TRAINING_FIELDS } from '../training/trainingNumbers'
import { type NumberBounds, numberText, parseNumber } from './number'

const COUNT = { min: 1, max: 10_000, isWhole: true }
const RATE = TRAINING_FIELDS.learningRate
const SIZE = { min: 0, max: 255, isAbove: true, unit: '/255' }
const SHARE = { min: 0, max: 1, isBelow: true }

describe('a typed number', () => {
  it.each<[string, NumberBounds, number]>([
    ['8', COUNT, 8],
    [' 12 ', COUNT, 12],
    ['1e3', COUNT, 1000],
    ['3.0', COUNT, 3],
    ['0.003', RATE, 0.003],
    ['.5', RATE, 0.5],
    ['5.', RATE, 5],
    ['1e-3', RATE, 1e-3],
    ['1E-3', RATE, 1e-3],
    ['1/4', RATE, 0.25],
    ['8', SIZE, 8],
    ['8/255', SIZE, 8],
    ['8 /255', SIZE, 8],
    ['0.5/255', SIZE, 0.5],
    ['0', SHARE, 0],
    ['0.999', SHARE, 0.999],
    ['−1', { min: -2, max: 2 }, -1],
  ])('“%s” is accepted', (text, bounds, value) => {
    expect(parseNumber(text, bounds)).toEqual({ value, problem: null })
  })

  it.each<[string, NumberBounds, ...string[]]>([
    ['', COUNT, 'is empty', 'a whole number from 1 to 10000'],
    ['  ', RATE, 'is empty'],
    ['abc', COUNT, '“abc”, which is not a number'],
    ['NaN', RATE, '“NaN”, which is not a number'],
    ['Infinity', RATE, '“Infinity”, which is not a number'],
    ['0x10', COUNT, '“0x10”, which is not a number'],
    ['1 2', COUNT, '“1 2”, which is not a number'],
    ['1e', COUNT, '“1e”, which is not a number'],
    ['--1', RATE, '“--1”, which is not a number'],
    ['0', RATE, '“0”, which is too small', 'from 1e-7 to 10'],
    ['-1', RATE, '“-1”, which is too small'],
    ['−1', COUNT, 'is too small'],
    ['1e-400', SHARE, '“1e-400”, which is too small'],
    ['11', RATE, '“11”, which is too large'],
    ['1e400', RATE, '“1e400”, which is too large'],
    ['-1e400', RATE, 'is too small'],
    ['1.5', COUNT, '“1.5”, which is not a whole number'],
    ['1/2', COUNT, '“1/2”, which is not a number'],
    ['10,000', COUNT, '“10,000” with a comma', 'without a comma'],
    ['0,003', RATE, '“0,003” with a comma'],
    ['0', SIZE, '“0”, which is too small', 'above 0/255 and up to 255/255'],
    ['8/256', SIZE, '“8/256”, which is not a number'],
    ['300/255', SIZE, 'is too large'],
    ['1/0', RATE, '“1/0”, which is not a number'],
    ['1/2/3', RATE, 'is not a number'],
    ['1', SHARE, '“1”, which is too large', 'at least 0 and below 1'],
  ])('“%s” is refused in one sentence', (text, bounds, ...parts) => {
    const { value, problem } = parseNumber(text, bounds)
    expect(value).toBeNull()
    expectSentence(problem ?? '', ...parts)
  })

  it('with 400 digits is quoted by its first twenty', () => {
    const { value, problem } = parseNumber('9'.repeat(400), COUNT)
    expect(value).toBeNull()
    expectSentence(problem ?? '', '“99999999999999999999…”, which is too large')
  })

  it('is shown in full, and read again as itself', () => {
    for (const [value, text] of [
      [2 ** 31 - 1, '2147483647'],
      [123_456, '123456'],
      [(8 / 255) * 255, '8'],
      [0.1 + 0.2, '0.3'],
      [1e-7, '1e-7'],
      [0.123456789, '0.123456789'],
    ] as const) {
      expect(numberText(value)).toBe(text)
      expect(parseNumber(text, { min: 0, max: 2 ** 31 }).value).toBeCloseTo(value, 12)
    }
  })
})
