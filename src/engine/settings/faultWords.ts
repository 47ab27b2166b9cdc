/** @file What is wrong with a value that a schema refuses, in words: what was found, and what is expected instead. */
import type { z } from 'zod'
import { byCount, countOf } from '../../countOf'
import { quoteList, quoteValue } from '../../quote'

type Issue = z.core.$ZodIssue
type SizeIssue = Extract<Issue, { code: 'too_big' | 'too_small' }>

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  null: 'null',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'text',
  tuple: 'a list',
}

/**
 * Completes a sentence that begins with a name and "is": "2048 where a number of at most 1024 is expected", "missing".
 * A schema's own messages, for a pattern or a refinement, follow "which": "must be lower-case", "does not ascend".
 */
export function faultWords(issue: Issue, found: unknown): string {
  if (found === undefined) return 'missing'
  const shown = shownWithLength(issue, found)
  switch (issue.code) {
    case 'custom':
      return `${shown}, which ${issue.message}`
    case 'invalid_format':
      if (issue.format === 'regex') return `${shown}, which ${issue.message}`
      return `${shown} where text in ${issue.format} is expected`
    case 'unrecognized_keys':
      return `${shown}, which has the unknown ${byCount(issue.keys.length, 'entry', 'entries')} ${quoteList(issue.keys)}`
    default:
      return `${shown} where ${expected(issue)} is expected`
  }
}

function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? `a ${issue.expected}`
    case 'too_big':
      return sized(issue, issue.maximum, issue.inclusive === false ? 'below' : 'at most')
    case 'too_small':
      return sized(issue, issue.minimum, issue.inclusive === false ? 'above' : 'at least')
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`
    case 'invalid_value':
      return issue.values.length === 1 ? quoteValue(issue.values[0]) : `one of ${quoteList(issue.values)}`
    case 'invalid_union':
      return alternatives(issue)
    case 'invalid_key':
      return `a different name (${issue.issues[0] === undefined ? 'this one is not allowed' : expected(issue.issues[0])})`
    default:
      return 'a different value'
  }
}

/** `how` is "at most", "at least", "below" or "above". */
function sized({ origin, exact }: SizeIssue, bound: number | bigint, how: string): string {
  const howMany = exact ? 'exactly' : how
  if (origin === 'string') return `text of ${howMany} ${countOf(Number(bound), 'character')}`
  if (origin === 'array') return `a list of ${howMany} ${countOf(Number(bound), 'entry')}`
  const what = origin === 'int' ? 'a whole number' : 'a number'
  return how === 'below' || how === 'above' ? `${what} ${how} ${bound}` : `${what} of ${how} ${bound}`
}

function alternatives(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const each = issue.errors.flatMap(([first]) => (first === undefined ? [] : expected(first)))
  if (each.length > 0) return [...new Set(each)].join(' or ')
  return 'options' in issue && Array.isArray(issue.options) ? `one of ${quoteList(issue.options)}` : 'a different value'
}

/** The value, with its length if that is wrong. */
function shownWithLength(issue: Issue, found: unknown): string {
  const isLength = issue.code === 'too_big' || issue.code === 'too_small'
  if (isLength && typeof found === 'string') return `${quoteValue(found)} (${countOf(found.length, 'character')})`
  if (isLength && Array.isArray(found)) return `${quoteValue(found)} (${countOf(found.length, 'entry')})`
  return quoteValue(found)
}
