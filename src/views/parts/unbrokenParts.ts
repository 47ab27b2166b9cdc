/** @file Where a line may not end, though a browser would end one there. */

export interface TextPart {
  readonly text: string
  /** Whether its words stay on one line. */
  readonly isWhole: boolean
}

const UNIT = '(?:%|[kMG]B|M|s|min|h|UTC)'

/**
 * A number with its unit; words joined by hyphens with digits, as of attacks, models and dates. Each is looked for from
 * where a word begins alone: from each of its characters, a long name would be read again to its end.
 */
const WHOLE = new RegExp(
  `(?:(?<!\\S)|(?<=\\d ${UNIT}))\\S*\\d ${UNIT}(?![\\p{L}\\d])|(?<![\\p{L}\\d])[\\p{L}\\d]+(?:-[\\p{L}\\d]*\\d[\\p{L}\\d]*)+`,
  'gu',
)

/** The text in parts, which joined are the text. */
export function unbrokenParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const { 0: whole, index } of text.matchAll(WHOLE)) {
    if (index > from) parts.push({ text: text.slice(from, index), isWhole: false })
    parts.push({ text: whole, isWhole: true })
    from = index + whole.length
  }
  if (from < text.length) parts.push({ text: text.slice(from), isWhole: false })
  return parts
}
