/** @file What a run says of a number: its middle for each model, and how models differ on the same images. */
import { createRng, mixSeeds } from '../../engine/random'
import { type MedianInterval, medianInterval } from '../../numbers/bootstrap'
import { quantilesOf } from '../../numbers/quantiles'
import type { UntargetedOutcome } from '../../outcomes/outcome'
import { type Selection, selectedOf } from './selection'
import type { StatisticsColumn } from './statisticsColumns'
import { columnValues, type StatisticsRow } from './statisticsRows'

/** Of the resampling, so that the same run has the same intervals. */
const SEED = 1

export interface NumberSummary {
  readonly modelId: string
  /** Images on which it is defined. */
  readonly images: number
  readonly mean: number
  readonly middle: MedianInterval
  /** First and third quartile. */
  readonly quartiles: readonly [number, number]
  /** The median of the images with each outcome; null where there are none. */
  readonly byOutcome: Readonly<Record<UntargetedOutcome, number | null>>
  /** Images on which it is defined whose outcome is not known, as the evaluation that splits them lacks them. */
  readonly unjudged: number
}

/** null where no image has the number. */
export function summaryOf(rows: readonly StatisticsRow[], modelId: string, id: string): NumberSummary | null {
  const own = rows.filter((row) => row.modelId === modelId)
  const values = columnValues(own, id)
  const middle = medianInterval(values, createRng(mixSeeds(SEED, values.length)).uniform)
  if (middle === null) return null
  const [first, third] = quantilesOf(values, [0.25, 0.75]) as [number, number]
  const medianWith = (outcome: UntargetedOutcome) => {
    const some = columnValues(
      own.filter((row) => row.outcome === outcome),
      id,
    )
    return some.length === 0 ? null : (quantilesOf(some, [0.5])[0] as number)
  }
  return {
    modelId,
    images: values.length,
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    middle,
    quartiles: [first, third],
    unjudged: columnValues(
      own.filter(({ outcome }) => outcome === null),
      id,
    ).length,
    byOutcome: { robust: medianWith('robust'), fooled: medianWith('fooled'), wrong: medianWith('wrong') },
  }
}

/** Of the rows that are selected: on how many images a model has a number, and its median; null where it has none. */
export function selectedSummary(
  rows: readonly StatisticsRow[],
  selection: Selection,
  modelId: string,
  id: string,
): { readonly images: number; readonly median: number | null } {
  const own = selectedOf(rows, selection).filter((row) => row.modelId === modelId)
  const values = columnValues(own, id)
  return { images: values.length, median: values.length === 0 ? null : (quantilesOf(values, [0.5])[0] as number) }
}

/** How a number differs between two models on the same images. */
export interface PairedEffect {
  /** The pairs: images on which both have it. */
  readonly images: number
  /** Those that are compared: by ratio, where neither is 0, which has none on a log scale. */
  readonly compared: number
  /** The median over these of the ratio of the model's number to the other's, or of their difference; null without any. */
  readonly kind: 'ratio' | 'difference'
  readonly middle: MedianInterval | null
  /** Share of all pairs in which the model's is smaller, ties counting half. */
  readonly smaller: number
  /**
   * Mean difference of those compared over its standard deviation (Cohen's d of paired samples), of logarithms where it is
   * a ratio; null where they do not differ from one another.
   */
  readonly d: number | null
}

/** Of `modelId` against `baseId`; null where no image has both. */
export function pairedEffect(
  rows: readonly StatisticsRow[],
  modelId: string,
  baseId: string,
  { id, scale }: Pick<StatisticsColumn, 'id' | 'scale'>,
): PairedEffect | null {
  const isRatio = scale === 'log'
  const valueAt = (of: string) =>
    new Map(rows.filter((row) => row.modelId === of).map(({ index, values }) => [index, values[id] ?? null]))
  const [own, base] = [valueAt(modelId), valueAt(baseId)]
  const [effects, differences]: [number[], number[]] = [[], []]
  let [images, smaller] = [0, 0]
  for (const [index, value] of own) {
    const other = base.get(index) ?? null
    if (value === null || other === null) continue
    images++
    smaller += value < other ? 1 : value === other ? 0.5 : 0
    if (isRatio && !(value > 0 && other > 0)) continue
    effects.push(isRatio ? value / other : value - other)
    differences.push(isRatio ? Math.log(value) - Math.log(other) : value - other)
  }
  if (images === 0) return null
  return {
    images,
    compared: effects.length,
    kind: isRatio ? 'ratio' : 'difference',
    middle: medianInterval(effects, createRng(mixSeeds(SEED, effects.length)).uniform),
    smaller: smaller / images,
    d: cohensD(differences),
  }
}

/** Of the mean: differences that spread less are equal but for their rounding. */
const LEAST_SPREAD = 1e-12

function cohensD(differences: readonly number[]): number | null {
  const count = differences.length
  if (count < 2) return null
  const mean = differences.reduce((sum, value) => sum + value, 0) / count
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1)
  const deviation = Math.sqrt(variance)
  return deviation > LEAST_SPREAD * Math.abs(mean) ? mean / deviation : null
}
