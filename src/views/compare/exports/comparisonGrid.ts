import type { Arrangement, Grid, GridCell, GridLine, GridMap } from '../../../charts/export/grid/grid'
import type { CellContent, MapContent } from '../../parts/exports/content'
import type { ComparisonContent } from './comparisonContent'

/** Pixels of a figure that a map takes at most where no scale is chosen. */
const ROOM = 136

/** The largest whole scale at which maps of this size have room; at least 1. */
export const ownScale = ({ height, width }: Pick<MapContent, 'height' | 'width'>): number =>
  Math.max(1, Math.floor(ROOM / Math.max(height, width)))

/** @param scale pixels of the figure for a pixel of a map; null: whatever has room, map by map */
export function comparisonGrid(
  { columns, rows }: ComparisonContent,
  scale: number | null,
  arrangement: Arrangement = 'below',
): Grid {
  return {
    arrangement,
    columns: columns.map(({ name, variant, ink }) => ({ name, about: variant, ink })),
    rows: rows.map(({ title, about, common, cells }) => ({
      title,
      about,
      common: gridCell(common, scale),
      cells: cells.map((cell) => (cell === null ? NOT_YET : gridCell([cell], scale))),
    })),
  }
}

const NOT_YET: GridCell = { maps: [], lines: [{ kind: 'text', text: 'not computed', isMuted: true }] }

/** Several contents below each other. */
export const gridCell = (contents: readonly CellContent[], scale: number | null): GridCell => ({
  maps: contents.flatMap(({ map }) => (map === undefined ? [] : [gridMap(map, scale)])),
  lines: contents.flatMap(linesOf),
})

const gridMap = ({ title, height, width, colors, frame }: MapContent, scale: number | null): GridMap => ({
  title,
  height,
  width,
  colors,
  frame,
  scale: scale ?? ownScale({ height, width }),
})

const linesOf = ({ verdict, numbers = [], classes = [], notes = [] }: CellContent): GridLine[] => [
  ...(verdict === undefined ? [] : [{ kind: 'verdict', ...verdict } as const]),
  ...classes.map(
    ({ name, probability, isLabel }) => ({ kind: 'share', name, share: probability, isEmphasised: isLabel }) as const,
  ),
  ...numbers.map(({ symbol, text, note }) => ({ kind: 'number', symbol, text, note }) as const),
  ...notes.map((text) => ({ kind: 'text', text, isMuted: true }) as const),
]
