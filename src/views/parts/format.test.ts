import { describe, expect, it } from 'vitest'
import { eps255 } from '../../units'
import {
  correlationText,
  differenceText,
  epsilonText,
  factorText,
  measuredSizeText,
  megabytes,
  millions,
  nearlyCertain,
  ordinal,
  percent,
  pointsText,
  signedTwoDecimals,
  sizeText,
  threeDigits,
  whole,
} from './format'

describe('threeDigits', () => {
  it.each([
    [0, '0'],
    [1, '1.00'],
    [2.3456, '2.35'],
    [12.345, '12.3'],
    [99.95, '100'],
    [123.4, '123'],
    [1234.5, '1,230'],
    [1_234_567, '1,230,000'],
    [0.1, '0.100'],
    [0.012345, '0.0123'],
    [0.001, '0.00100'],
    [0.00012345, '1.23e−4'],
    [1e-30, '1.00e−30'],
    [-2.3456, '−2.35'],
    [-1234.5, '−1,230'],
  ])('shows %d as %s', (value, text) => {
    expect(threeDigits(value)).toBe(text)
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('says that %d is not finite', (value) => {
    expect(threeDigits(value)).toBe('not finite')
  })

  it('shows no sign of zero', () => {
    expect(threeDigits(-0)).toBe('0')
  })
})

describe('signedTwoDecimals', () => {
  it.each([
    [0.456, '+0.46'],
    [-0.456, '−0.46'],
    [1, '+1.00'],
    [-1, '−1.00'],
    [0, '0.00'],
    [-0, '0.00'],
    [-0.004, '0.00'],
    [0.0049, '0.00'],
    [0.006, '+0.01'],
  ])('shows %d as %s', (value, text) => {
    expect(signedTwoDecimals(value)).toBe(text)
  })
})

describe('changes of a figure', () => {
  it.each([
    [differenceText, 1, 1, 'no change'],
    [differenceText, 1, 0.999, '0.00'],
    [differenceText, 1, 0.5, '−0.50'],
    [pointsText, 0.5, 0.5, 'no change'],
    [pointsText, 0.5, 0.53, '+3.0 points'],
    [pointsText, 0.5, 0.485, '−1.5 points'],
    [pointsText, 0.5, 0.4998, '−0.02 points'],
    [factorText, 3, 3, 'no change'],
    [factorText, 0, 0, 'no change'],
    [factorText, 3, 0, ''],
    [factorText, 5, 2, '÷ 2.50'],
    [factorText, 2, 5, '× 2.50'],
  ])('are given with their size, and zero as none: %#', (text, before, after, expected) => {
    expect(text(before, after)).toBe(expected)
  })
})

it('an undefined correlation is a dash, not zero', () => {
  expect([0.456, 0, null, Number.NaN].map(correlationText)).toEqual(['+0.46', '0.00', '–', 'not finite'])
})

describe('sizes in a norm', () => {
  it('are written as they were set, small ones too', () => {
    expect([8, 0.25, 0.004].map((shown) => sizeText(shown / 255, 'linf'))).toEqual(['8/255', '0.25/255', '0.004/255'])
    expect([0.5, 0.001].map((size) => sizeText(size, 'l2'))).toEqual(['0.5', '0.001'])
  })

  it('have three digits if measured', () => {
    expect(measuredSizeText(0.0123456, 'linf')).toBe('3.15/255')
    expect(measuredSizeText(0, 'l2')).toBe('0')
  })
})

describe('percent', () => {
  it.each([
    [0, '0.0'],
    [1, '100.0'],
    [0.866, '86.6'],
    [0.12345, '12.3'],
    [0.00049, '0.0'],
  ])('shows %d as %s', (share, text) => {
    expect(percent(share)).toBe(text)
  })
})

describe('a probability near 1', () => {
  it.each([
    [0.99012, '99.01 %'],
    [0.99979, '99.97 %'],
    [0.999899, '99.98 %'],
    [0.9999, 'over 99.99 %'],
    [1 - 1e-9, 'over 99.99 %'],
    [1, 'over 99.99 %'],
  ])('shows %d as %s', (probability, text) => {
    expect(nearlyCertain(probability)).toBe(text)
  })
})

it('ordinals have their English endings', () => {
  const counts = [1, 2, 3, 4, 10, 11, 12, 13, 21, 22, 33, 44, 99]
  expect(counts.map(ordinal).join(' ')).toBe('1st 2nd 3rd 4th 10th 11th 12th 13th 21st 22nd 33rd 44th 99th')
})

describe('epsilonText', () => {
  it.each([
    [8, '8/255'],
    [0, '0/255'],
    [0.25, '0.25/255'],
    [7.5, '7.5/255'],
    [16, '16/255'],
  ])('shows %d as %s', (epsilon, text) => {
    expect(epsilonText(eps255(epsilon))).toBe(text)
  })
})

describe('sizes and counts', () => {
  it('are in decimal megabytes, in millions, and with separators', () => {
    expect(megabytes(1_251_012)).toBe('1.25 MB')
    expect(megabytes(0)).toBe('0.00 MB')
    expect(megabytes(5000)).toBe('0.01 MB')
    expect(megabytes(4999)).toBe('5.0 kB')
    expect(megabytes(312)).toBe('0.3 kB')
    expect(millions(620_714)).toBe('0.62 M')
    expect(whole(1_251_012)).toBe('1,251,012')
    expect(whole(200)).toBe('200')
  })
})
