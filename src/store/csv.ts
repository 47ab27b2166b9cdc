/** @file Tables as CSV (RFC 4180). */

export type CsvRow<Column extends string> = Readonly<Partial<Record<Column, string | number | null>>>

/** A header line, then a line per row; missing and null values are empty. */
export function csv<Column extends string>(columns: readonly Column[], rows: readonly CsvRow<Column>[]): string {
  const lines = [
    columns.map((column) => quoted(harmless(column))).join(','),
    ...rows.map((row) => columns.map((column) => cell(row[column])).join(',')),
  ]
  return `${lines.join('\r\n')}\r\n`
}

/**
 * A spreadsheet computes text that begins like this, which the name of a model, a class or a file may; numbers stay
 * numbers. Some leave out what is not seen before it.
 */
const FORMULA = /^([\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠]|[\t\r])/u

/**
 * Where a comma is part of numbers, spreadsheets begin a new cell behind a semicolon. What is not seen is looked at once as
 * a whole, not again from each tab in a long row of them.
 */
const BEFORE_SIGN = /(?<![;\s\p{Cf}])[;\s\p{Cf}]+(?=[=+\-@＝＋－＠])/gu

/** With its sign, such as "+0.23". */
const NUMBER = /^[+-]?\d[\d,]*(\.\d+)?(e[+-]?\d+)?( %)?$/i

/** Text that no spreadsheet takes for a formula: an apostrophe precedes what looks like one and is not a number. */
export function harmless(text: string): string {
  if (NUMBER.test(text)) return text
  return `${FORMULA.test(text) ? "'" : ''}${text.replace(BEFORE_SIGN, withApostrophes)}`
}

/** Behind what may begin a cell whose first visible character is the sign: the last semicolon, and tabs after it. */
function withApostrophes(unseen: string): string {
  const from = Math.max(0, unseen.lastIndexOf(';'))
  return unseen.slice(0, from) + unseen.slice(from).replace(/[;\t]/g, "$&'")
}

function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'number' ? String(value) : quoted(harmless(value))
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
