import type { AttackResult } from '../../../store/types'
import { measuredSizeText, sizeText } from '../../parts/format'

/** The size that a verdict refers to: ε, or the size of the perturbation if a minimal-norm attack succeeded. */
export function verdictSize({ outcome, form }: Pick<AttackResult, 'outcome' | 'form'>): string {
  const { epsilon, norm } = form.choice.settings
  const isFound = outcome.minimisesNorm && (outcome.verdict === 'fooled' || outcome.verdict === 'reached')
  return isFound ? measuredSizeText(outcome.size, norm) : sizeText(epsilon, norm)
}
