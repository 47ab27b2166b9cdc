import { countOf } from '../../countOf'
import { rangeWords } from '../../numbers/rangeWords'
import { named, type Parsed, refuse } from './number'

interface ListOf {
  /** The name of each number, such as "epsilon". */
  readonly one: string
  readonly many: string
  readonly min: number
  readonly max: number
  /** Whether `min` itself is excluded. */
  readonly isAbove?: boolean
  /** May follow each number, such as "/255"; empty if there is none. */
  readonly unit: string
  readonly counts: { readonly min: number; readonly max: number }
}

/** Enough for the longest list, with each number in full. */
const MAX_CHARACTERS = 1000

/** Numbers separated by commas, semicolons or spaces; sorted, without repetitions. Decimals have a point. */
export function parseNumberList(text: string, list: ListOf): Parsed<readonly number[]> {
  const { one, many, min, max, isAbove = false, unit, counts } = list
  if (text.length > MAX_CHARACTERS) {
    return refuse(
      `The list has ${countOf(text.length, 'character')}; choose at most ${MAX_CHARACTERS.toLocaleString('en')}.`,
    )
  }
  const range = rangeWords({ min, max: `${max}${unit}`, isAbove })
  // "1,5; 2" may be two numbers or three.
  const unclear = /\d+,\d+/.exec(text)
  if (unclear !== null && /[;\s]/.test(text.trim())) {
    return refuse(`The list has ${named(unclear[0])}; choose numbers with a point for decimals, such as 1.5, 2.`)
  }
  const words = text.split(/[\s,;]+/).filter((word) => word !== '')
  const values: number[] = []
  for (const word of words) {
    const number = unit !== '' && word.endsWith(unit) ? word.slice(0, -unit.length) : word
    const value = /^-?(\d+\.?\d*|\.\d+)$/.test(number) ? Number(number) : Number.NaN
    if (!((isAbove ? value > min : value >= min) && value <= max)) {
      const fault = Number.isNaN(value) ? 'not a number' : value > max ? 'too large' : 'too small'
      return refuse(`The list has ${named(word)}, which is ${fault}; choose numbers ${range}.`)
    }
    values.push(value)
  }
  const ascending = [...new Set(values)].sort((a, b) => a - b)
  if (ascending.length < counts.min || ascending.length > counts.max) {
    const found = ascending.length === 0 ? 'is empty' : `has ${countOf(ascending.length, one, many)}`
    return refuse(`The list ${found}; choose from ${counts.min} to ${counts.max} ${many}, each ${range}.`)
  }
  return { value: ascending, problem: null }
}
