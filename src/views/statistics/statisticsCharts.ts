/** @file From the rows of a run to the data of its charts. */
import { distributions } from '../../charts/distributions'
import type { Chart, NumberAxis } from '../../charts/frame/chart'
import { ofCorrelations } from '../../charts/frame/domains'
import type { SelectableChart } from '../../charts/frame/selectable'
import { scatter } from '../../charts/scatter'
import { quantilesOf } from '../../numbers/quantiles'
import { OUTCOMES, type UntargetedOutcome } from '../../outcomes/outcome'
import type { Selection } from '../../store/statistics/selection'
import type { StatisticsLook } from '../../store/statistics/statistics'
import type { StatisticsColumn } from '../../store/statistics/statisticsColumns'
import { columnValues, type StatisticsRow } from '../../store/statistics/statisticsRows'
import type { Shown } from './shown'
import { NOT_JUDGED } from './splitWords'

export const CHART_HEIGHT = 300

/** Rows that have one colour: those of a model, or those of a model with one outcome. */
export interface StatisticsGroup {
  readonly id: string
  readonly name: string
  readonly ink: string
  /** Where they stand among the rows of the run. */
  readonly places: readonly number[]
}

const OUTCOME_ORDER: readonly (UntargetedOutcome | null)[] = ['robust', 'fooled', 'wrong', null]

interface Grouped extends Pick<Shown, 'rows' | 'models' | 'model' | 'isAttacked'>, Pick<StatisticsLook, 'split'> {}

export function groupsOf({ rows, models, model, split, isAttacked }: Grouped): StatisticsGroup[] {
  if (split === 'models') {
    return models.map(({ id, name, color }) => ({
      id,
      name,
      ink: color,
      places: placesOf(rows, ({ modelId }) => modelId === id),
    }))
  }
  const words = (outcome: UntargetedOutcome | null) => {
    if (outcome === null) return NOT_JUDGED.word
    return outcome === 'robust' && !isAttacked ? 'right' : OUTCOMES[outcome].word
  }
  return OUTCOME_ORDER.map((outcome) => ({
    id: outcome ?? 'unjudged',
    name: words(outcome),
    ink: `var(--${outcome ?? 'muted'})`,
    places: placesOf(rows, (row) => row.modelId === model.id && row.outcome === outcome),
  })).filter(({ places }) => places.length > 0)
}

const placesOf = (rows: readonly StatisticsRow[], isOne: (row: StatisticsRow) => boolean): number[] =>
  rows.flatMap((row, place) => (isOne(row) ? [place] : []))

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

/** A chart of rows, and of those that are selected. */
export type RowsChart = (selection: Selection | null) => Chart

interface Charted {
  readonly rows: readonly StatisticsRow[]
  readonly groups: readonly StatisticsGroup[]
  readonly number: StatisticsColumn
}

export function distributionChart({ rows, groups, number }: Charted): RowsChart {
  const placed = groups.map(({ places }) => withNumbers(rows, places, [number]))
  const valued = groups.map(({ id, name, ink }, i) => ({
    ...{ id, name, ink },
    values: (placed[i] as readonly number[]).map((place) => numberOf(rows[place], number)),
  }))
  return ofRows(distributions({ axis: columnAxis(number, rows), groups: valued }), placed)
}

export function scatterChart({ rows, groups, number, against }: Charted & Pick<Shown, 'against'>): RowsChart {
  const placed = groups.map(({ places }) => withNumbers(rows, places, [number, against]))
  const pointed = groups.map(({ id, name, ink }, i) => ({
    ...{ id, name, ink },
    points: (placed[i] as readonly number[]).map((place) => ({
      x: numberOf(rows[place], number),
      y: numberOf(rows[place], against),
    })),
  }))
  return ofRows(scatter(columnAxis(number, rows), columnAxis(against, rows), pointed), placed)
}

const numberOf = (row: StatisticsRow | undefined, { id }: StatisticsColumn): number => row?.values[id] ?? Number.NaN

const withNumbers = (
  rows: readonly StatisticsRow[],
  places: readonly number[],
  columns: readonly StatisticsColumn[],
): readonly number[] =>
  places.filter((place) => columns.every((column) => !Number.isNaN(numberOf(rows[place], column))))

/** @param placed the place among all rows of each value of each group */
const ofRows =
  (chart: SelectableChart, placed: readonly (readonly number[])[]): RowsChart =>
  (selection) =>
    chart(selection && placed.map((places) => (value) => selection.rows[places[value] as number] === 1))
