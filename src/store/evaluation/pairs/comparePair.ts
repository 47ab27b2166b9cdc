/** @file Two models, or the same in two runs, compared on the images that both were judged on. */
import {
  imagesOfPair,
  type PairCounts,
  pairedChance,
  pairedDifference,
  pairedInterval,
} from '../../../numbers/pairedDifference'
import type { Interval } from '../../../numbers/wilson'
import { isSameDataSet } from '../../data/dataSource'
import type { EvaluationRun } from '../evaluation'
import type { PlannedSource } from '../evaluationPlan'
import { robustImages } from './robustImages'

/** A model in a run. */
export interface Candidate {
  readonly run: Pick<EvaluationRun, 'plan' | 'records'>
  readonly modelId: string
}

export type PairComparison =
  | { readonly refusal: 'other images' | 'no image in common' | 'not measured here' }
  | {
      readonly refusal: null
      readonly images: number
      readonly counts: PairCounts
      /** Of the shares of robust images: the one minus the other. */
      readonly difference: number
      /** 95 %, Newcombe's for paired shares. */
      readonly interval: Interval
      /** McNemar's exact p, two-sided. */
      readonly chance: number
    }

/** Compared where both are robust at an epsilon, on pixels in [0, 1]; at 0, where both are right without an attack. */
export function comparePair(one: Candidate, other: Candidate, epsilon: number): PairComparison {
  if (!isSameSource(one.run.plan.source, other.run.plan.source)) return { refusal: 'other images' }
  const [first, second] = [one, other].map(({ run, modelId }) => robustImages(run, modelId, epsilon))
  if (!first || !second) return { refusal: 'not measured here' }
  const counts = { both: 0, onlyOne: 0, onlyOther: 0, neither: 0 }
  for (const [image, isRobust] of first) {
    const isOther = second.get(image)
    if (isOther === undefined) continue
    counts[isRobust ? (isOther ? 'both' : 'onlyOne') : isOther ? 'onlyOther' : 'neither']++
  }
  const images = imagesOfPair(counts)
  if (images === 0) return { refusal: 'no image in common' }
  return {
    refusal: null,
    images,
    counts,
    difference: pairedDifference(counts),
    interval: pairedInterval(counts),
    chance: pairedChance(counts),
  }
}

/** Whether images go by the same names in both: the gallery's by their ids, a data set's by their positions in it. */
export const isSameSource = (one: PlannedSource, other: PlannedSource): boolean =>
  one.kind === 'gallery' || other.kind === 'gallery'
    ? one.kind === other.kind
    : isSameDataSet(one.dataSet, other.dataSet)
