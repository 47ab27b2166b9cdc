/** @file A table on the clipboard, which a spreadsheet or a document pastes as a table. */
import { harmless } from '../../../store/csv'
import { writeClipboard } from './writeClipboard'

export interface TextTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** Lines of cells between tabs. */
export const tabSeparated = ({ head, rows }: TextTable): string =>
  [head, ...rows].map((cells) => cells.map(plain).join('\t')).join('\n')

export const htmlTable = ({ head, rows }: TextTable): string => {
  const line = (cells: readonly (string | number)[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(plain(cell))}</${tag}>`).join('')}</tr>`
  return `<table><thead>${line(head, 'th')}</thead><tbody>${rows.map((cells) => line(cells, 'td')).join('')}</tbody></table>`
}

/** Rejects where the browser denies its clipboard. */
export const copyTable = (table: TextTable): Promise<void> =>
  writeClipboard({ 'text/plain': tabSeparated(table), 'text/html': htmlTable(table) })

/** In one cell, and no formula. */
const plain = (cell: string | number): string =>
  typeof cell === 'number' ? String(cell) : harmless(cell.replace(/\s+/g, ' ').trim())

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
