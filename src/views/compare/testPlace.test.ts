import { describe, expect, it } from 'vitest'
import { testPlaceText } from './testPlace'

const shares = Array.from({ length: 101 }, (_, i) => i / 100)
const distribution = (scale: number) => ({
  meanL1: 2 * scale,
  meanL2: scale / 10,
  meanAlignment: 0.25,
  l1: shares.map((share) => 100 * share * scale),
  l2: shares.map((share) => share * scale),
  alignment: shares.map((share) => 2 * share - 1),
})
const measured = {
  images: 5000,
  shares,
  loss: distribution(1),
  margin: distribution(10),
  logit: distribution(100),
}

describe('a value’s place on the test set', () => {
  it('is the mean and the percentile of that gradient', () => {
    expect(testPlaceText(measured, 'loss', 'l1', 12)).toBe('test mean 2.00 · 12th percentile of 5,000')
    expect(testPlaceText(measured, 'margin', 'l1', 12)).toBe('test mean 20.0 · 1st percentile of 5,000')
    expect(testPlaceText(measured, 'logit', 'l2', 22.6)).toBe('test mean 10.0 · 23rd percentile of 5,000')
    expect(testPlaceText(measured, 'margin', 'alignment', 0.02)).toBe('test mean +0.25 · 51st percentile')
  })

  it('beyond the outer percentiles is reported as such', () => {
    expect(testPlaceText(measured, 'loss', 'l1', 0.3)).toContain('below the 1st percentile of 5,000')
    expect(testPlaceText(measured, 'loss', 'l1', 1e9)).toContain('above the 99th percentile of 5,000')
  })

  it('is missing without a measurement, like NaN’s percentile', () => {
    expect(testPlaceText(undefined, 'loss', 'l1', 12)).toBeUndefined()
    expect(testPlaceText(measured, 'loss', 'alignment', Number.NaN)).toBe('test mean +0.25')
  })
})
