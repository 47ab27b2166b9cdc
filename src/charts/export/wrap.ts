/** The width of a text in pixels, by the CSS class that it is written in. */
export type MeasureText = (text: string, kind: string) => number

interface Room {
  readonly kind: string
  readonly width: number
  /** Pixels by which lines after the first are narrower. */
  readonly indent?: number
}

/** A paragraph in lines that have room; a word that is wider than a line is broken. */
export function wrap(text: string, { kind, width, indent = 0 }: Room, measure: MeasureText): string[] {
  const lines: string[] = []
  let line = ''
  const fits = (candidate: string) => measure(candidate, kind) <= width - (lines.length === 0 ? 0 : indent)
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = ''
    for (const character of word) {
      if (line !== '' && !fits(line + character)) {
        lines.push(line)
        line = ''
      }
      line += character
    }
  }
  return [...lines, line]
}
