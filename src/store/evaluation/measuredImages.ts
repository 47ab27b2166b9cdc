/** @file The number of images behind the figures of a run, fewer than planned until it is finished. */
import { largestOf, smallestOf } from '../../numbers/extremes'
import type { EvaluationResults, OutcomeShare } from './evaluation'

/** The smallest and largest number of images behind the existing numbers; both 0 if there are none. */
export interface MeasuredImages {
  readonly least: number
  readonly most: number
}

export function measuredImages(results: EvaluationResults): MeasuredImages {
  const counts = countedOf(results)
    .map(({ images }) => images)
    .filter((images) => images > 0)
  return counts.length === 0 ? { least: 0, most: 0 } : { least: smallestOf(counts), most: largestOf(counts) }
}

function countedOf(results: EvaluationResults): readonly Pick<OutcomeShare, 'images'>[] {
  if (results.id === 'transfer') return results.cells
  if (results.id === 'worstCase') return results.models.map(({ union }) => union)
  if (results.id === 'ranking') return results.models
  return results.curves.flatMap(({ points }) => [...points])
}
