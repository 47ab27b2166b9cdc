/** @file Where a line may not end, though a browser would end one there. */

export interface TextPart {
  readonly text: string
  /** Whether its words stay on one line. */
  readonly isWhole: boolean
}

/** A number with its unit; words joined by hyphens with digits, as of attacks, models and dates. */
const WHOLE = /\S*\d (?:%|[kMG]B|M|s|min|h|UTC)(?![\p{L}\d])|[\p{L}\d]+(?:-[\p{L}\d]*\d[\p{L}\d]*)+/gu

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
