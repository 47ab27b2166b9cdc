/** @file Tables as CSV (RFC 4180). */

export type CsvRow<Column extends string> = Readonly<Partial<Record<Column, string | number | null>>>

/** A header line, then a line per row; missing and null values are empty. */
export function csv<Column extends string>(columns: readonly Column[], rows: readonly CsvRow<Column>[]): string {
  const lines = [columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))]
  return `${lines.join('\r\n')}\r\n`
}

function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return ''
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
