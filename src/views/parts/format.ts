import { format } from 'd3'
import type { NormId } from '../../engine/attacks/norms/types'
import { NORMS, toShown } from '../../store/attacks/normUnits'
import type { Environment } from '../../store/environment'
import type { Eps255 } from '../../units'

const withSeparators = format(',.3r')

/** Three significant digits, as everywhere on the page. */
export function threeDigits(value: number): string {
  if (!Number.isFinite(value)) return 'not finite'
  if (value !== 0 && Math.abs(value) < 1e-3) return value.toExponential(2).replaceAll('-', '−')
  return withSeparators(value)
}

/** With its sign, unless it rounds to zero. */
export const signedTwoDecimals = (value: number): string =>
  Number(value.toFixed(2)) === 0 ? '0.00' : format('+.2f')(value)

const NO_CHANGE = 'no change'

/** The change from one value to another: "−0.12"; "0.00" if it rounds to that. */
export const differenceText = (before: number, after: number): string =>
  before === after ? NO_CHANGE : signedTwoDecimals(after - before)

/** The change from one share to another: "−1.5 points". */
export function pointsText(before: number, after: number): string {
  const change = 100 * (after - before)
  // Among thousands of images, a single one changes less than one decimal shows.
  if (before === after) return NO_CHANGE
  const [sign, size] = [change < 0 ? '−' : '+', Math.abs(change)]
  return size < 0.05 ? `${sign}${size.toFixed(2)} points` : `${sign}${size.toFixed(1)} points`
}

/** "÷ 2.5" or "× 1.2"; empty if either value is 0. */
export function factorText(before: number, after: number): string {
  if (before === after) return NO_CHANGE
  if (after === 0 || before === 0) return ''
  return after < before ? `÷ ${threeDigits(before / after)}` : `× ${threeDigits(after / before)}`
}

/** A correlation with its sign; "–" if it is undefined. */
export const correlationText = (r: number | null): string =>
  r === null ? '–' : Number.isFinite(r) ? signedTwoDecimals(r) : 'not finite'

export const percent = (share: number): string => format('.1f')(100 * share)

/** A probability near 1 that is never rounded up to 100 %: "99.97 %", "over 99.99 %". */
export const nearlyCertain = (probability: number): string =>
  probability >= 0.9999 ? 'over 99.99 %' : `${format('.2f')(Math.floor(1e4 * probability) / 100)} %`

/** 8 as "8/255", 0.25 as "0.25/255". */
export const epsilonText = (epsilon: Eps255): string => `${Number(epsilon.toFixed(2))}/255`

/** A size that was set, in its norm's unit: "8/255" in L∞, "0.5" in the others. */
export const sizeText = (size: number, norm: NormId): string =>
  `${Number(toShown(size, norm).toPrecision(6))}${NORMS[norm].suffix}`

/** A measured size in its norm's unit, with three digits: "3.14/255". */
export const measuredSizeText = (size: number, norm: NormId): string =>
  `${threeDigits(toShown(size, norm))}${NORMS[norm].suffix}`

/** A file's size in decimal megabytes, or kilobytes where that would be 0.00 MB. */
export const megabytes = (bytes: number): string =>
  bytes > 0 && bytes < 5000 ? `${format('.1f')(bytes / 1e3)} kB` : `${format('.2f')(bytes / 1e6)} MB`

/** A number of parameters in millions. */
export const millions = (count: number): string => `${format('.2f')(count / 1e6)} M`

const ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' })
const ENDINGS: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' }

/** 12 as "12th". */
export const ordinal = (count: number): string => `${count}${ENDINGS[ORDINALS.select(count)] ?? 'th'}`

/** A start time, from ISO 8601: "2026-05-04 09:08 UTC". */
export const startedText = (startedAt: string): string => `${startedAt.slice(0, 16).replace('T', ' ')} UTC`

/** The backends and devices of a run, each once: "wasm, SIMD". */
export const environmentsText = (environments: readonly Pick<Environment, 'backend' | 'device'>[]): string =>
  [...new Set(environments.map(({ backend, device }) => `${backend}, ${device}`))].join('; ') || 'nothing yet'

export const whole = (count: number): string => format(',')(count)
