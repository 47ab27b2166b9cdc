import { largestEpsilon } from '../../../numbers/epsilonSearch'
import type { Measure } from '../evaluationPlan'

/**
 * At which models can be compared image by image: clean images, and what is measured; of a search the epsilons that it
 * doubles. On pixels in [0, 1], in the attack's norm.
 */
export function measuredEpsilons(measure: Measure): readonly number[] {
  if (measure.id === 'accuracy') return [0, ...measure.epsilons]
  if (measure.id === 'transfer') return [measure.attack.settings.epsilon]
  if (measure.id === 'worstCase' || measure.id === 'ranking') return []
  const { start, doublings } = measure.search
  const doubled = Array.from({ length: doublings + 1 }, (_, i) => start * 2 ** i)
  return [0, ...doubled.filter((each) => each <= largestEpsilon(measure.search))]
}
