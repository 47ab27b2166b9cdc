/** @file The paper's figure 2 as an evaluation: the smallest ε that fools a model on each image, under PGD-100. */
import type { AttackDescription } from '../../engine/evaluation/types'
import type { EvaluationForm, EvaluationRun } from '../evaluation/evaluation'
import { usualAttack, usualSearch } from '../evaluation/evaluationForm'

export const FIGURE_STEPS = 100

/** The evaluation's form for the figure, whatever models and images it is of. */
export const figureForm = (attacks: readonly AttackDescription[]): Partial<EvaluationForm> => ({
  measure: 'minimalEpsilon',
  attack: usualAttack('minimalEpsilon', attacks, 'linf'),
  search: usualSearch('linf'),
  flags: null,
})

/** Whether a run is of the figure. */
export function isFigureRun(run: Pick<EvaluationRun, 'plan'> | null): run is EvaluationRun {
  if (run === null) return false
  const { measure } = run.plan
  return (
    measure.id === 'minimalEpsilon' &&
    measure.attack.id === 'pgd' &&
    measure.attack.settings.steps === FIGURE_STEPS &&
    measure.attack.settings.norm === 'linf'
  )
}
