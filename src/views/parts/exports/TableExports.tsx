import type { RefObject } from 'react'
import type { Grid } from '../../../charts/export/grid/grid'
import { csv } from '../../../store/csv'
import { ExportButtons } from '../figures/ExportButtons'
import type { TextTable } from './copyTable'
import { sourceLines } from './exportedFrom'
import { tableText } from './tableText'
import { useExportedFrom } from './useExportedFrom'

interface TableExportsProps {
  readonly table: RefObject<HTMLTableElement | null>
  /** Of its files, without an ending. */
  readonly name: string
  readonly title: string
  /** What has to be known to read it. */
  readonly about?: string
}

/** Saves a table as the page shows it, or copies it. */
export function TableExports({ table, name, title, about }: TableExportsProps) {
  const from = useExportedFrom()
  const read = () => (table.current === null ? { head: [], rows: [] } : tableText(table.current))
  return (
    <ExportButtons
      what="the table"
      name={name}
      csv={() => tableCsv(read())}
      table={read}
      figure={() => ({
        grid: tableGrid(read()),
        charts: [],
        title,
        lines: about === undefined ? [] : [about],
        notes: sourceLines(from()),
      })}
    />
  )
}

export function tableCsv({ head, rows }: TextTable): string {
  // Two columns may have one name.
  const columns = head.map((_, place) => String(place))
  const asRow = (cells: readonly (string | number)[]) =>
    Object.fromEntries(columns.map((column, place) => [column, cells[place] ?? null]))
  const [, ...lines] = csv(columns, [head, ...rows].map(asRow)).split(/(?<=\r\n)/)
  return lines.join('')
}

const NOTHING = { maps: [], lines: [] } as const

export const tableGrid = ({ head, rows }: TextTable): Grid => ({
  arrangement: 'below',
  columns: head.slice(1).map((name) => ({ name })),
  rows: rows.map(([title = '', ...cells]) => ({
    title: String(title),
    common: NOTHING,
    cells: cells.map((cell) => ({ maps: [], lines: [{ kind: 'text', text: String(cell) }] })),
  })),
})
