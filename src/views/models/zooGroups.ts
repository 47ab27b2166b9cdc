/** @file The zoo as a table: a row per data set and architecture, a column per training objective. */
import { group } from 'd3'
import type { Manifest } from '../../engine/checkpoints/manifest'
import type { ObjectiveDescription } from '../../store/training/training'
import { architectureName } from '../parts/models/names'
import { offeredId, offeredObjectives } from '../parts/runs/objectiveChoices'

/** The column of models whose objective the engine does not know. */
const OTHER = 'Other'

type Objectives = readonly ObjectiveDescription[]

export interface ZooRow {
  readonly data: string
  readonly architecture: string
  /** The models of each column; there may be none or several. */
  readonly cells: readonly (readonly Manifest[])[]
}

export interface ZooGroups {
  readonly columns: readonly string[]
  /** Data sets, and architectures within them, in order of appearance. */
  readonly rows: readonly ZooRow[]
}

/** @param objectives every objective that the engine knows; columns follow their order */
export function groupZoo(manifests: readonly Manifest[], objectives: Objectives): ZooGroups {
  const columnOf = ({ training }: Manifest): string =>
    objectives.find(({ id }) => id === offeredId(objectives, training.objective))?.name ?? OTHER
  const used = new Set(manifests.map(columnOf))
  const columns = [...offeredObjectives(objectives).map(({ name }) => name), OTHER].filter((name) => used.has(name))
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
