/** @file How the page writes numbers, spelled out a second time, for the tests to hold it to. */
import { expect } from '@playwright/test'

type Write = (value: number) => string

export const threeDigits: Write = (value) => {
  if (value !== 0 && Math.abs(value) < 1e-3) return value.toExponential(2).replace('-', '−')
  const digits = { minimumSignificantDigits: 3, maximumSignificantDigits: 3 }
  return value.toLocaleString('en', digits).replace('-', '−')
}

export const signedTwoDecimals: Write = (value) => {
  const digits = Math.abs(value).toFixed(2)
  return digits === '0.00' ? digits : (value < 0 ? '−' : '+') + digits
}

export const percentage: Write = (share) => `${(100 * share).toFixed(1)} %`

/** Holds a displayed text to a number. float32 may carry a number over the edge between two roundings: `slack`. */
export function expectDisplayed(text: string, golden: number, write: Write, slack: number, what: string): void {
  const acceptable = [golden - slack, golden, golden + slack].map(write)
  expect(acceptable, `${what}: the golden value is ${golden}`).toContain(text)
}
