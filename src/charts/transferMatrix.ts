/** @file From each model to each: the column's accuracy under perturbations made on the row's model. */
import type { Chart, NamesAxis } from './frame/chart'
import { type Cell, cells } from './marks/cells'
import { type CellPlace, overCells } from './readOff/overCells'

export interface TransferModel {
  readonly id: string
  readonly name: string
  readonly color: string
}

export interface TransferSquare {
  readonly from: string
  readonly to: string
  /** In [0, 1]; null where nothing is known yet. */
  readonly share: number | null
  /** Under the percentage, such as "8 of 20 fooled". */
  readonly note: string
}

export interface TransferData {
  /** Stands where there is no share; that of a share that will not come, unless it is said. */
  readonly missing?: string
  readonly models: readonly TransferModel[]
  readonly squares: readonly TransferSquare[]
}

const ROW_HEIGHT = 52

export function transferMatrix({ models, squares, missing = '–' }: TransferData): Chart<CellPlace> {
  const placeOf = (wanted: string) => models.findIndex(({ id }) => id === wanted)
  const shown = squares.flatMap(({ from, to, share, note }): Cell[] => {
    const [row, column] = [placeOf(from), placeOf(to)]
    if (row < 0 || column < 0) return []
    const value = share === null ? missing : `${(100 * share).toFixed(1)} %`
    return [{ row, column, strength: share ?? 0, value, note, isFramed: from === to }]
  })
  const axis = (label: string): NamesAxis => ({
    kind: 'names',
    label,
    names: models.map(({ name, color }) => ({ name, ink: color })),
    isShown: true,
    spacing: ROW_HEIGHT,
  })
  return {
    x: axis('shown to →'),
    y: axis('made on ↓'),
    series: [],
    behind: [cells(shown)],
    readOff: overCells({
      columns: models.length,
      rows: models.length,
      text: ({ row, column }) => {
        const cell = shown.find((one) => one.row === row && one.column === column)
        const pair = `made on ${models[row]?.name ?? '–'}, shown to ${models[column]?.name ?? '–'}`
        return `${pair}: ${cell?.value ?? missing}${cell?.note ? `, ${cell.note}` : ''}`
      },
    }),
  }
}
