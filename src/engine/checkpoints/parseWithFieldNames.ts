import type { z } from 'zod'
import { safelyParsed } from '../../boundedParse'
import { quoteName } from '../../quote'
import { faultWords } from '../settings/faultWords'

interface Place {
  /** The field that contains `value`, if any. */
  readonly prefix?: string
  /** What to do about a refused value. */
  readonly remedy?: string
}

/**
 * `value` as `schema` reads it.
 *
 * @param what what the value is, such as "manifest"
 * @throws Error of one sentence that names the first wrong field, what was found there, what is expected, and a remedy
 */
export function parseWithFieldNames<T>(
  schema: z.ZodType<T>,
  value: unknown,
  what: string,
  { prefix = '', remedy = 'correct it or export the model again' }: Place = {},
): T {
  const parsed = safelyParsed(schema, value)
  if (parsed === null) {
    throw new Error(
      `The ${what} ${what.endsWith('s') ? 'are' : 'is'} wrong in more places than can be told one by one; ${remedy}.`,
    )
  }
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0] as z.core.$ZodIssue
  const field = [prefix, ...issue.path.map(String)].filter(Boolean).join('.')
  const found = issue.path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null)?.[key], value)
  const subject =
    field === '' ? `The ${what}` : `The ${what}${what.endsWith('s') ? "'" : "'s"} field ${quoteName(field)}`
  // "The results are", and "the results' field is".
  throw new Error(
    `${subject} ${field === '' && what.endsWith('s') ? 'are' : 'is'} ${faultWords(issue, found)}; ${remedy}.`,
  )
}
