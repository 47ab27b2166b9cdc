import { describe, expect, it } from 'vitest'
import { goalText, resultText, verdict } from './verdict.mjs'

describe('a goal of at least 0.9', () => {
  it.each([
    ['met', 0.9, 0.95],
    ['met', 0.91, 1.1],
    ['missed', 0.5, 0.899],
    ['not decided', 0.5, 0.9],
    ['not decided', 0.899, 0.95],
  ])('is %s by the interval %f to %f', (words, low, high) => {
    expect(verdict({ low, high }, { least: 0.9 })).toBe(words)
  })
})

describe('a goal of at most 0.7', () => {
  it.each([
    ['met', 0.6, 0.7],
    ['missed', 0.701, 0.9],
    ['not decided', 0.6, 0.701],
    ['not decided', 0.7, 0.9],
  ])('is %s by the interval %f to %f', (words, low, high) => {
    expect(verdict({ low, high }, { most: 0.7 })).toBe(words)
  })
})

it('nothing is decided without an interval', () => {
  expect(verdict(undefined, { least: 0.9 })).toBe('not decided')
  expect(resultText(0.76, undefined, { most: 0.7 })).toBe('0.76 (no interval), not decided')
})

it('a result has its interval, its note and the verdict', () => {
  expect(resultText(0.901, { low: 0.86, high: 0.94 }, { least: 0.9 }, '542 / 602')).toBe(
    '0.90 (0.86 to 0.94; 542 / 602), not decided',
  )
  expect(resultText(0.95, { low: 0.92, high: 0.98 })).toBe('0.95 (0.92 to 0.98)')
})

it('never rounds a number onto the goal or past it', () => {
  expect(resultText(0.93, { low: 0.8996, high: 0.95 }, { least: 0.9 })).toBe('0.9300 (0.8996 to 0.9500), not decided')
  expect(resultText(0.9, { low: 0.9, high: 0.95 }, { least: 0.9 })).toBe('0.90 (0.90 to 0.95), met')
})

it('says on which side of the goal a ratio should be', () => {
  expect([goalText({ least: 0.9 }), goalText({ most: 0.7 })]).toEqual(['≥ 0.9', '≤ 0.7'])
})
