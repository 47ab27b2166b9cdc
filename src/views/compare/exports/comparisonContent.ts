/** @file The comparison as plain data: what an export writes, in whatever format. */
import { type LeftOut, NOTHING_LEFT_OUT } from '../../../store/compare/exportForm'
import type { AppState } from '../../../store/types'
import type { CellContent } from '../../parts/exports/content'
import { type ModelColumn, modelColumns } from '../../parts/models/modelColumns'
import { shownRows } from '../rows/registry'
import type { RowWords } from '../rows/types'

export interface ContentRow {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly common: readonly CellContent[]
  /** In the order of the columns; null where nothing that belongs to the present settings is known. */
  readonly cells: readonly (CellContent | null)[]
}

export interface ComparisonContent {
  readonly columns: readonly ModelColumn[]
  readonly rows: readonly ContentRow[]
}

export function comparisonContent(state: AppState, leftOut: LeftOut = NOTHING_LEFT_OUT): ComparisonContent {
  const write = (words: RowWords) => (typeof words === 'string' ? words : words(state.display))
  const columns = modelColumns(state.models).filter(({ id }) => !leftOut.models.includes(id))
  const rows = shownRows(state.display)
    .filter(({ id }) => !leftOut.rows.includes(id))
    .map(
      ({ id, title, about, content, commonContent }): ContentRow => ({
        id,
        title: write(title),
        about: write(about),
        common: commonContent?.(state) ?? [],
        cells: columns.map((column) => content(state, column.id)),
      }),
    )
  return { columns, rows }
}

/** How many of its cells are not known yet. */
export const missingCells = ({ rows }: ComparisonContent): number =>
  rows.reduce((sum, { cells }) => sum + cells.filter((cell) => cell === null).length, 0)
