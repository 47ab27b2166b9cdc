/** @file The form of statistics, with everything left open filled in to suit the chosen models. */
import { largestOf } from '../../numbers/extremes'
import { type Eps01, eps255, toEps01 } from '../../units'
import { NORMS } from '../attacks/normUnits'
import { threatOf } from '../attacks/threats'
import type { EvaluationForm } from '../evaluation/evaluation'
import { chosenModels, manifestsOf } from '../evaluation/evaluationSettled'
import type { ModelState } from '../types'
import type { StatisticsForm } from './statistics'

/** The epsilon at which models of their data set are compared, unless a person has set one. */
export function settledEpsilon(
  { epsilon }: Pick<StatisticsForm, 'epsilon'>,
  columns: readonly ModelState[],
  chosen: Pick<EvaluationForm, 'modelIds'>,
): Eps01 {
  if (epsilon !== null) return epsilon
  const threats = manifestsOf(chosenModels(columns, chosen)).flatMap((manifest) => threatOf(manifest) ?? [])
  return toEps01(threats.length > 0 ? eps255(largestOf(threats)) : eps255(NORMS.linf.usual))
}
