import type { ReactNode } from 'react'
import type { AttackDescription } from '../../engine/evaluation/types'
import type { EvaluationResults, EvaluationRun } from '../../store/evaluation/evaluation'
import type { ClaimsByModel } from '../../store/evaluation/runClaims'
import type { RunModel } from '../parts/runModels'

/** What the results of any measure are shown with. */
export interface ResultsProps<Id extends EvaluationResults['id']> {
  readonly run: EvaluationRun
  readonly results: Extract<EvaluationResults, { readonly id: Id }>
  readonly models: readonly RunModel[]
  readonly attacks: readonly AttackDescription[]
  /** What is published of the models. */
  readonly claims?: ClaimsByModel
  /** Beside the figure. */
  readonly flags: ReactNode
}
