/** @file One number per channel, such as a mean: "0.485, 0.456, 0.406". */
import { countOf } from '../../countOf'
import { type NumberBounds, numberText, type Parsed, parseNumber, refuse } from './number'

export function parseChannelNumbers(typed: string, count: number, bounds: NumberBounds): Parsed<readonly number[]> {
  const parts = typed.split(/[\s,;]+/).filter((part) => part !== '')
  if (parts.length !== count) {
    return refuse(
      count === 1
        ? 'Write one number, such as 0.5.'
        : `Write ${countOf(count, 'number')}, one per channel, such as 0.485, 0.456, 0.406.`,
    )
  }
  const read = parts.map((part) => parseNumber(part, bounds))
  const wrong = read.find(({ problem }) => problem !== null)
  if (wrong?.problem) return refuse(wrong.problem)
  return { value: read.map(({ value }) => value as number), problem: null }
}

/** With at most seven digits, as any further ones are float32 noise. */
export const channelNumbersText = (values: readonly number[]): string =>
  values.map((value) => numberText(Number(value.toPrecision(7)))).join(', ')
