/** @file From the rows of a run to the data of its charts. */
import type { Distributed, DistributionsData } from '../../charts/distributions'
import type { NumberAxis } from '../../charts/frame/chart'
import { ofCorrelations } from '../../charts/frame/domains'
import type { ScatterGroup } from '../../charts/scatter'
import { quantilesOf } from '../../numbers/quantiles'
import { OUTCOMES, type UntargetedOutcome } from '../../outcomes/outcome'
import type { StatisticsLook } from '../../store/statistics/statistics'
import type { StatisticsColumn } from '../../store/statistics/statisticsColumns'
import { columnValues, type StatisticsRow } from '../../store/statistics/statisticsRows'
import type { Shown } from './shown'
import { NOT_JUDGED } from './splitWords'

/** Rows that have one colour: those of a model, or those of a model with one outcome. */
export interface StatisticsGroup {
  readonly id: string
  readonly name: string
  readonly ink: string
  readonly rows: readonly StatisticsRow[]
}

const OUTCOME_ORDER: readonly (UntargetedOutcome | null)[] = ['robust', 'fooled', 'wrong', null]

interface Grouped extends Pick<Shown, 'rows' | 'models' | 'model' | 'isAttacked'>, Pick<StatisticsLook, 'split'> {}

export function groupsOf({ rows, models, model, split, isAttacked }: Grouped): StatisticsGroup[] {
  if (split === 'models') {
    return models.map(({ id, name, color }) => ({
      id,
      name,
      ink: color,
      rows: rows.filter(({ modelId }) => modelId === id),
    }))
  }
  const own = rows.filter(({ modelId }) => modelId === model.id)
  const words = (outcome: UntargetedOutcome | null) => {
    if (outcome === null) return NOT_JUDGED.word
    return outcome === 'robust' && !isAttacked ? 'right' : OUTCOMES[outcome].word
  }
  return OUTCOME_ORDER.map((outcome) => ({
    id: outcome ?? 'unjudged',
    name: words(outcome),
    ink: `var(--${outcome ?? 'muted'})`,
    rows: own.filter((row) => row.outcome === outcome),
  })).filter((group) => group.rows.length > 0)
}

/** Values beyond these shares stand at the ends of the axis, so that one image does not press all others together. */
const CUT = 0.002
/** The most decades that an axis has. */
const MOST_DECADES = 9

export function columnAxis(column: StatisticsColumn, rows: readonly StatisticsRow[]): NumberAxis {
  const values = columnValues(rows, column.id)
  const label = column.title + (column.unit === undefined ? '' : `, ${column.unit}`)
  if (column.scale === 'log') return { kind: 'log', label, domain: decades(values.filter((value) => value > 0)) }
  if (column.scale === 'correlation') return { kind: 'linear', label, domain: ofCorrelations(values) }
  return { kind: 'linear', label, domain: spanOf(values) }
}

function decades(positive: readonly number[]): readonly [number, number] {
  if (positive.length === 0) return [0.1, 10]
  const [low, high] = quantilesOf(positive, [CUT, 1 - CUT]).map(Math.log10) as [number, number]
  const top = Math.max(Math.ceil(high * 2) / 2, Math.floor(low) + 1)
  return [10 ** Math.max(Math.floor(low * 2) / 2, top - MOST_DECADES), 10 ** top]
}

function spanOf(values: readonly number[]): readonly [number, number] {
  if (values.length === 0) return [0, 1]
  const [low, high] = quantilesOf(values, [CUT, 1 - CUT]) as [number, number]
  const room = 0.03 * (high - low) || 1
  return [low - room, high + room]
}

const isIn = (some: readonly StatisticsRow[]) => {
  const all = new Set(some)
  return (row: StatisticsRow) => all.has(row)
}

interface Charted {
  readonly groups: readonly StatisticsGroup[]
  readonly number: StatisticsColumn
  /** null where nothing is selected. */
  readonly selected: readonly StatisticsRow[] | null
}

export function distributionsData(
  { groups, number, selected }: Charted,
  rows: readonly StatisticsRow[],
): DistributionsData {
  const isSelected = isIn(selected ?? [])
  return {
    axis: columnAxis(number, rows),
    groups: groups.map(
      ({ id, name, ink, rows: own }): Distributed => ({
        id,
        name,
        ink,
        values: knownValues(own, number.id),
        chosen: selected === null ? undefined : columnValues(own.filter(isSelected), number.id),
      }),
    ),
  }
}

/** The same array for the same rows, by which charts recognise values whose density they have estimated. */
const known = new WeakMap<readonly StatisticsRow[], Map<string, readonly number[]>>()

function knownValues(rows: readonly StatisticsRow[], id: string): readonly number[] {
  const byId = known.get(rows) ?? new Map<string, readonly number[]>()
  known.set(rows, byId)
  const values = byId.get(id) ?? columnValues(rows, id)
  byId.set(id, values)
  return values
}

export function scatterGroups({ groups, number, selected }: Charted, against: StatisticsColumn): ScatterGroup[] {
  const isSelected = isIn(selected ?? [])
  const pointsOf = (some: readonly StatisticsRow[]) =>
    some.flatMap(({ values }) => {
      const [x, y] = [values[number.id] ?? null, values[against.id] ?? null]
      return x === null || y === null ? [] : [{ x, y }]
    })
  return groups.map(({ id, name, ink, rows }) => ({
    id,
    name,
    ink,
    points: pointsOf(rows),
    chosen: selected === null ? undefined : pointsOf(rows.filter(isSelected)),
  }))
}
