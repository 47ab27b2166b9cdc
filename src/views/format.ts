import { format } from 'd3'
import type { Eps255 } from '../units'

const withSeparators = format(',.3r')

/** Three significant digits, as everywhere on the page. */
export function threeDigits(value: number): string {
  if (!Number.isFinite(value)) return 'not finite'
  if (value !== 0 && Math.abs(value) < 1e-3) return value.toExponential(2).replaceAll('-', '−')
  return withSeparators(value)
}

/** A correlation with its sign. */
export const signedTwoDecimals = (value: number): string => format('+.2f')(value)

export const percent = (share: number): string => format('.1f')(100 * share)

/** 8 as "8/255", 0.25 as "0.25/255". */
export const epsilonText = (epsilon: Eps255): string => `${Number(epsilon.toFixed(2))}/255`
