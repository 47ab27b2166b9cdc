/** @file What a message quotes of a file: on one line, short, and without marks that would turn the rest of the sentence. */

/** Characters of a name that are shown, of which more of its beginning tell what it is. */
const NAME_CHARACTERS = 60
const [NAME_BEGINNING, NAME_END] = [40, 15]

/** Of any other value. */
const VALUE_CHARACTERS = 80

/** Control characters, line ends, and marks of the direction of writing (Unicode, annex 9). */
const UNSEEN = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu

/** Stands for a character that cannot be shown. */
const REPLACEMENT = '\ufffd'

/** A file's or a folder's name as it is shown: with a sign where it has a character that would hide or turn what it says. */
export const seen = (text: string): string => text.replace(UNSEEN, REPLACEMENT)

/** Without half a character at either end. */
const whole = (text: string): string => text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '')

/** A file's, a tensor's or a class's name in quotes, with its beginning and its end if it is long. */
export function quoteName(name: string): string {
  if (name.length <= NAME_CHARACTERS) return `"${seen(name)}"`
  return `"${seen(whole(name.slice(0, NAME_BEGINNING)))}...${seen(whole(name.slice(-NAME_END)))}"`
}

/** A value as in JSON, with numbers that are not finite; "missing" where there is none. */
export function quoteValue(value: unknown): string {
  if (typeof value === 'string') {
    // Only what may be shown: the rest can be megabytes.
    const json = JSON.stringify(value.slice(0, VALUE_CHARACTERS + 1)).slice(1, -1)
    return seen(`"${shortened(json)}"`)
  }
  const isNumber = typeof value === 'number' || typeof value === 'bigint'
  return seen(shortened(isNumber ? String(value) : (JSON.stringify(beginningOf(value)) ?? 'missing')))
}

/** Without what is not shown of long lists: as text they would be many megabytes. */
const beginningOf = (value: unknown): unknown =>
  Array.isArray(value) ? value.slice(0, VALUE_CHARACTERS).map(beginningOf) : value

const shortened = (text: string): string =>
  text.length > VALUE_CHARACTERS ? `${whole(text.slice(0, VALUE_CHARACTERS))}…` : text

/** Axes of a shape that are shown, of which images and filters have four. */
const SHOWN_AXES = 8

/** A tensor's shape as in PyTorch, "[64, 3, 3, 3]", whose free axes are null. */
export function quoteShape(shape: readonly (number | null)[]): string {
  const shown = shape.slice(0, SHOWN_AXES).map((length) => length ?? 'any')
  return `[${shown.join(', ')}${shape.length > SHOWN_AXES ? `, and ${shape.length - SHOWN_AXES} more axes` : ''}]`
}

/** The first of several, and how many more there are. */
export function quoteList(values: readonly unknown[], most = 8): string {
  const named = values.slice(0, most).map(quoteValue).join(', ')
  return values.length > most ? `${named} and ${(values.length - most).toLocaleString('en')} more` : named
}
