/** @file Which images of a run are selected; computed in each frame in which a range is dragged. */
import type { StatisticsLook } from './statistics'
import type { StatisticsRow } from './statisticsRows'

export interface Selection {
  /** 1 for each of the run's rows that is selected. */
  readonly rows: Uint8Array
  /** Images with a row that is selected. */
  readonly images: number
}

type Ranges = StatisticsLook['ranges']

/** The rows whose numbers lie in all of the ranges; null where there are no ranges. */
export function selectionOf(rows: readonly StatisticsRow[], ranges: Ranges): Selection | null {
  const bounds = Object.entries(ranges)
  if (bounds.length === 0) return null
  const table = tableOf(rows)
  const before = table.selections.get(ranges)
  if (before !== undefined) return before
  const selected = new Uint8Array(rows.length).fill(1)
  for (const [id, [low, high]] of bounds) {
    const values = columnOf(table, id)
    for (let place = 0; place < selected.length; place++) {
      const value = values[place] as number
      // False for what is not a number.
      if (!(value >= low && value <= high)) selected[place] = 0
    }
  }
  const selection = { rows: selected, images: countImages(selected, table) }
  table.selections.set(ranges, selection)
  return selection
}

/** The rows that are selected; all without a selection. */
export const selectedOf = (rows: readonly StatisticsRow[], selection: Selection | null): readonly StatisticsRow[] =>
  selection === null ? rows : rows.filter((_, place) => selection.rows[place] === 1)

/** Rows by column, which is many times as fast to search. */
interface RowTable {
  readonly source: readonly StatisticsRow[]
  /** By the id of the number; NaN where it is not defined. */
  readonly columns: Map<string, Float64Array>
  /** Of each row its image, as a place among all images. */
  readonly image: Uint32Array
  readonly images: number
  /** Those that were asked for, as every part of the page asks for the same. */
  readonly selections: WeakMap<Ranges, Selection>
}

const tables = new WeakMap<readonly StatisticsRow[], RowTable>()

function tableOf(rows: readonly StatisticsRow[]): RowTable {
  const before = tables.get(rows)
  if (before !== undefined) return before
  const places = new Map<number, number>()
  for (const { index } of rows) if (!places.has(index)) places.set(index, places.size)
  const image = Uint32Array.from(rows, ({ index }) => places.get(index) as number)
  const table: RowTable = { source: rows, columns: new Map(), image, images: places.size, selections: new WeakMap() }
  tables.set(rows, table)
  return table
}

function columnOf({ source, columns }: RowTable, id: string): Float64Array {
  const before = columns.get(id)
  if (before !== undefined) return before
  const values = Float64Array.from(source, (row) => row.values[id] ?? Number.NaN)
  columns.set(id, values)
  return values
}

function countImages(selected: Uint8Array, { image, images }: RowTable): number {
  const has = new Uint8Array(images)
  for (let place = 0; place < selected.length; place++) if (selected[place] === 1) has[image[place] as number] = 1
  return has.reduce((sum, each) => sum + each, 0)
}
