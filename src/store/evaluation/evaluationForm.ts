/** @file The initial form of an evaluation, and the usual settings of its parts. */
import type { NormId } from '../../engine/attacks/norms/types'
import type { AttackChoice } from '../../engine/attacks/registry'
import { FLAG_BUDGET } from '../../engine/evaluation/flags/budget'
import type { AttackDescription } from '../../engine/evaluation/types'
import type { SearchSettings } from '../../numbers/epsilonSearch'
import { RANKING_FIELDS, SEARCH_FIELDS } from '../../plans/evaluationNumbers'
import type { Eps01 } from '../../units'
import { fromShown, NORMS } from '../attacks/normUnits'
import { NOTHING_OPEN } from '../data/dataSource'
import type { EvaluationState } from './evaluation'
import type { MeasureId } from './evaluationPlan'

/** Images that are judged together: a whole batch, but few enough that a curve appears early. */
export const BLOCK_SIZE = 32

/** What the search for the smallest epsilon usually goes through: in L∞ the paper's (Figure 2). */
export const usualSearch = (norm: NormId): SearchSettings => ({
  start: fromShown(NORMS[norm].searchStart, norm),
  doublings: SEARCH_FIELDS.doublings.usual as number,
  bisections: SEARCH_FIELDS.bisections.usual as number,
})

export const initialEvaluation: EvaluationState = {
  form: {
    measure: 'accuracy',
    modelIds: null,
    attack: null,
    epsilons: null,
    search: usualSearch('linf'),
    worstEpsilons: null,
    ranking: { attacks: null, budget: RANKING_FIELDS.budget.usual as number },
    images: null,
    dataSet: { count: 256, seed: 1, split: 'usual' },
    planned: null,
    flags: FLAG_BUDGET,
  },
  isRestored: false,
  attacks: [],
  missingModels: [],
  overlay: [],
  overlaid: [],
  dataSet: NOTHING_OPEN,
  run: null,
  isElsewhere: false,
  problem: null,
  starting: false,
}

/** An attack with its default settings in a norm, or in its first norm if it lacks that one. */
export function chooseAttack({ id, norms, defaults }: AttackDescription, norm: NormId): AttackChoice {
  const settings = defaults[norm] ?? defaults[norms[0] as NormId]
  return { id, settings } as AttackChoice
}

/** Changes one of the attack's own settings. */
export const changeSetting = (choice: AttackChoice, name: string, value: unknown): AttackChoice =>
  ({ ...choice, settings: { ...choice.settings, [name]: value } }) as AttackChoice

/** The usual attack for a measure; null before the engine has described any. */
export function usualAttack(
  measure: MeasureId,
  attacks: readonly AttackDescription[],
  norm: NormId,
): AttackChoice | null {
  const description = attacks.find(({ isUsual }) => isUsual) ?? attacks[0]
  if (description === undefined) return null
  const choice = chooseAttack(description, norm)
  const change = measure === 'minimalEpsilon' ? description.usualInSearch : {}
  return { ...choice, settings: { ...choice.settings, ...change } } as AttackChoice
}

/** Distinct epsilons in ascending order, without 0, because the clean image is always judged. */
export const ascending = (epsilons: readonly Eps01[]): Eps01[] =>
  [...new Set(epsilons)].filter((epsilon) => epsilon !== 0).sort((a, b) => a - b)
