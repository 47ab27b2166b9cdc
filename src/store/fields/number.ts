/** @file Reads the numbers that people type, and says what is wrong with them. Nothing is changed silently. */
import { rangeWords } from '../../numbers/rangeWords'

/** The value, or one sentence that says what was typed and what is allowed. */
export type Parsed<Value> =
  | { readonly value: Value; readonly problem: null }
  | { readonly value: null; readonly problem: string }

export const refuse = (problem: string): Parsed<never> => ({ value: null, problem })

export interface NumberBounds {
  readonly min: number
  readonly max: number
  /** Whether the bounds themselves are excluded. */
  readonly isAbove?: boolean
  readonly isBelow?: boolean
  readonly isWhole?: boolean
  /** A unit such as "/255" may follow the number. */
  readonly unit?: string
}

const NUMBER = /^[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i
const NAMED_CHARACTERS = 20

export const named = (text: string): string =>
  `“${text.length > NAMED_CHARACTERS ? `${text.slice(0, NAMED_CHARACTERS)}…` : text}”`

/** Such as "a whole number from 1 to 100" or "a number above 0 and up to 255/255". */
export function boundsWords({ min, max, isAbove, isBelow, isWhole, unit = '' }: NumberBounds): string {
  const suffix = unit.startsWith('/') ? unit : ''
  const what = isWhole ? 'a whole number' : 'a number'
  return `${what} ${rangeWords({ min: `${min}${suffix}`, max: `${max}${suffix}`, isAbove, isBelow })}`
}

/**
 * A number with a decimal point, or as "1e-3"; with a unit such as /255 also as "8/255", and otherwise also as a
 * fraction, "1/4". A decimal comma is refused rather than guessed at, since in some places it separates thousands.
 */
export function parseNumber(text: string, bounds: NumberBounds): Parsed<number> {
  const typed = text.trim().replace(/^\u2212/, '-')
  const choose = `choose ${boundsWords(bounds)}`
  if (typed === '') return refuse(`The field is empty; ${choose}.`)
  if (typed.includes(',')) {
    const how = bounds.isWhole ? 'without a comma' : 'with a point for decimals'
    return refuse(`The field has ${named(typed)} with a comma; ${choose}, ${how}.`)
  }
  const value = readNumber(typed, bounds)
  if (Number.isNaN(value)) return refuse(`The field has ${named(typed)}, which is not a number; ${choose}.`)
  const { min, max, isAbove = false, isBelow = false, isWhole = false } = bounds
  // A positive number that underflows is not read as 0.
  const isLost = value === 0 && /[1-9]/.test(typed.split(/[e/]/i)[0] ?? '')
  if (value < min || (isAbove && value === min) || isLost)
    return refuse(`The field has ${named(typed)}, which is too small; ${choose}.`)
  if (value > max || (isBelow && value === max))
    return refuse(`The field has ${named(typed)}, which is too large; ${choose}.`)
  if (isWhole && !Number.isInteger(value))
    return refuse(`The field has ${named(typed)}, which is not a whole number; ${choose}.`)
  return { value, problem: null }
}

function readNumber(typed: string, { unit = '', isWhole = false }: NumberBounds): number {
  if (unit.startsWith('/')) return toNumber(typed.endsWith(unit) ? typed.slice(0, -unit.length).trim() : typed)
  const [over, under, ...rest] = isWhole ? [typed] : typed.split('/')
  if (under === undefined) return toNumber(typed)
  return rest.length > 0 || !(toNumber(under) > 0) ? Number.NaN : toNumber((over ?? '').trim()) / toNumber(under)
}

const toNumber = (typed: string): number => (NUMBER.test(typed.trim()) ? Number(typed) : Number.NaN)

/** The text of a value in its field: in full, without binary rounding noise. */
export const numberText = (value: number): string =>
  String(Number.isInteger(value) ? value : Number(value.toPrecision(12)))
