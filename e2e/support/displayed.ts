/** @file A second implementation of how the page formats numbers, for the tests. */
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

/** Compares a displayed text with a number. `slack` is for float32 errors across a rounding boundary. */
export function expectDisplayed(text: string, golden: number, write: Write, slack: number, what: string): void {
  const acceptable = [golden - slack, golden, golden + slack].map(write)
  expect(acceptable, `${what}: the golden value is ${golden}`).toContain(text)
}
