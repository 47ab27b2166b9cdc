/** @file A run as a table: a row for each image on each model. */
import type { UntargetedOutcome } from '../../outcomes/outcome'
import type { StatisticsRecord, StatisticsRun } from './statistics'

export interface StatisticsRow {
  readonly modelId: string
  /** Position in the source. */
  readonly index: number
  /** The model's class indices. */
  readonly label: number
  readonly predicted: number
  /** null: not judged by the evaluation that splits the images. */
  readonly outcome: UntargetedOutcome | null
  /** By the id of the column; null where it is not defined. */
  readonly values: Readonly<Record<string, number | null>>
}

/** Cached, as views ask at every change; records are replaced, never changed. */
const known = new WeakMap<readonly StatisticsRecord[], readonly StatisticsRow[]>()

/** In the order of the plan's models, then of its images. */
export function rowsOf({ plan, records }: Pick<StatisticsRun, 'plan' | 'records'>): readonly StatisticsRow[] {
  const before = known.get(records)
  if (before !== undefined) return before
  const rows = plan.models.flatMap(({ id }) =>
    records
      .filter(({ modelId }) => modelId === id)
      .sort((one, other) => one.block - other.block)
      .flatMap((record) => rowsOfRecord(record, plan.epsilon)),
  )
  known.set(records, rows)
  return rows
}

function rowsOfRecord({ modelId, found }: StatisticsRecord, epsilon: number): StatisticsRow[] {
  const names = Object.keys(found.numbers)
  return found.indices.map((index, place) => {
    const values: Record<string, number | null> = {}
    for (const name of names) values[name] = found.numbers[name]?.[place] ?? null
    const { l1 = null } = values
    values.epsilon_l1 = l1 === null ? null : epsilon * l1
    return {
      modelId,
      index,
      label: found.labels[place] as number,
      predicted: found.predicted[place] as number,
      outcome: found.outcomes[place] as UntargetedOutcome,
      values,
    }
  })
}

/** The defined values of a column. */
export const columnValues = (rows: readonly StatisticsRow[], id: string): number[] =>
  rows.flatMap(({ values }) => values[id] ?? [])
