/** @file The zoo as a table: rows are data sets with architectures, columns are trainings. */
import { group } from 'd3'
import type { Manifest } from '../../engine/checkpoints/manifest'
import { architectureName } from '../parts/models/names'

/** The columns, with what manifests call the trainings that belong there. */
const TRAININGS: readonly { readonly title: string; readonly objectives: readonly string[] }[] = [
  { title: 'Natural', objectives: ['natural'] },
  { title: 'PGD adversarial', objectives: ['adversarial'] },
  { title: 'Gradient norm', objectives: ['gradient-norm', 'gradient-norm-differences'] },
  { title: 'Edge regularisation', objectives: ['edge-regularisation'] },
]
const OTHER = 'Other'

export interface ZooRow {
  readonly data: string
  readonly architecture: string
  /** The models of each column, of which there may be none or several. */
  readonly cells: readonly (readonly Manifest[])[]
}

export interface ZooGroups {
  readonly columns: readonly string[]
  /** Data sets, and architectures within them, in the order in which they come up. */
  readonly rows: readonly ZooRow[]
}

export function groupZoo(manifests: readonly Manifest[]): ZooGroups {
  const hasOther = manifests.some((manifest) => columnOf(manifest) === OTHER)
  const columns = [...TRAININGS.map(({ title }) => title), ...(hasOther ? [OTHER] : [])]
  const byData = group(manifests, ({ data }) => data)
  const rows = [...byData].flatMap(([data, ofData]) =>
    [...group(ofData, architectureName)].map(([architecture, models]) => ({
      data,
      architecture,
      cells: columns.map((column) => models.filter((manifest) => columnOf(manifest) === column)),
    })),
  )
  return { columns, rows }
}

function columnOf({ training }: Manifest): string {
  return TRAININGS.find(({ objectives }) => objectives.includes(training.objective))?.title ?? OTHER
}
