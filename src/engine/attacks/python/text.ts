/** @file JavaScript values as Python writes them. */
import type { Eps01 } from '../../../units'
import type { StepSize } from '../algorithms/stepSize'
import type { NormId } from '../norms/descriptions'

const MAX_LINE = 100

export type PythonValue =
  | boolean
  | number
  | string
  | null
  | readonly PythonValue[]
  | { readonly [name: string]: PythonValue }

/** A literal. */
export function literal(value: PythonValue): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  // JSON's escapes are Python's too.
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') return number(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  return `{${Object.entries(value)
    .map(([name, inner]) => `${JSON.stringify(name)}: ${literal(inner)}`)
    .join(', ')}}`
}

function number(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'float("inf")'
  return String(value)
}

/** An epsilon as people write it, if that is the same number: "8 / 255". */
export function sizeLiteral(size: Eps01 | number): string {
  const of255 = Math.round(size * 255)
  return of255 > 0 && of255 / 255 === size ? `${of255} / 255` : number(size)
}

/** A call with arguments that are expressions already; over several lines where one is too long. */
export function call(
  name: string,
  given: Readonly<Record<string, string>>,
  first: readonly string[] = ['model'],
): string[] {
  const all = [...first, ...Object.entries(given).map(([argument, value]) => `${argument}=${value}`)]
  const line = `${name}(${all.join(', ')})`
  if (line.length + 'attack = '.length <= MAX_LINE) return [line]
  return [`${name}(`, ...filled(all), ')']
}

/** Indented lines with as many arguments as have room, less what a script indents them by. */
function filled(all: readonly string[]): string[] {
  const lines: string[] = []
  for (const argument of all) {
    const last = lines.at(-1)
    const longer = `${last} ${argument},`
    if (last === undefined || longer.length > MAX_LINE - 12) lines.push(`    ${argument},`)
    else lines[lines.length - 1] = longer
  }
  return lines
}

/** "attack = ..." of an expression of one or more lines. */
export const assign = ([first, ...rest]: readonly string[]): string[] => [`attack = ${first}`, ...rest]

/** The step size as an expression of `epsilon`. */
export function stepExpression(stepSize: StepSize): string {
  if (stepSize.rule === 'fixed') return sizeLiteral(stepSize.size)
  const { share } = stepSize
  const parts = Math.round(1 / share)
  if (share === 1) return 'epsilon'
  return 1 / parts === share ? `epsilon / ${parts}` : `epsilon * ${number(share)}`
}

/** As torchattacks and pyautoattack call it. */
export const NORM_NAMES: Readonly<Record<NormId, string>> = { linf: '"Linf"', l2: '"L2"', l1: '"L1"' }

/** For messages and comments. */
export const sizeWords = (epsilon: number, norm: NormId): string =>
  norm === 'linf'
    ? `${Number((epsilon * 255).toPrecision(6))}/255 in L∞`
    : `${Number(epsilon.toPrecision(6))} in ${norm.toUpperCase()}`
