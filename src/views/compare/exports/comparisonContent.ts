/** @file The comparison as plain data: what an export writes, in whatever format. */
import { modelColor } from '../../../charts/palette'
import type { Manifest } from '../../../engine/checkpoints/manifest'
import { type LeftOut, NOTHING_LEFT_OUT } from '../../../store/compare/exportForm'
import { readyManifests } from '../../../store/compare/questions'
import type { AppState } from '../../../store/types'
import type { CellContent } from '../../parts/exports/content'
import { distinctNames, variantsOf } from '../../parts/models/names'
import { shownRows } from '../rows/registry'
import type { RowWords } from '../rows/types'

export interface ModelColumn {
  readonly id: string
  /** Different from that of every other column. */
  readonly name: string
  /** Its data set and architecture, as far as they are not those of all. */
  readonly variant: string
  readonly ink: string
  readonly manifest: Manifest
}

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

/** The models that can be exported: those that are loaded. */
export function columnsOf({ models }: Pick<AppState, 'models'>): ModelColumn[] {
  const manifests = readyManifests(models)
  const names = distinctNames(manifests)
  const { own } = variantsOf(manifests)
  return manifests.map((manifest, place) => ({
    id: manifest.id,
    name: names[place] ?? manifest.id,
    variant: own[place]?.join(', ') ?? '',
    ink: modelColor(models.find(({ id }) => id === manifest.id)?.color ?? 0),
    manifest,
  }))
}

export function comparisonContent(state: AppState, leftOut: LeftOut = NOTHING_LEFT_OUT): ComparisonContent {
  const write = (words: RowWords) => (typeof words === 'string' ? words : words(state.display))
  const columns = columnsOf(state).filter(({ id }) => !leftOut.models.includes(id))
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
