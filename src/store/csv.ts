/** @file Tables as text that a spreadsheet reads (RFC 4180). */

export type CsvRow<Column extends string> = Readonly<Partial<Record<Column, string | number | null>>>

/** A head, then a row each; what a row lacks, or has as null, is empty. */
export function csv<Column extends string>(columns: readonly Column[], rows: readonly CsvRow<Column>[]): string {
  const lines = [columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))]
  return `${lines.join('\r\n')}\r\n`
}

function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return ''
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
