/** @file What is usual of an evaluation, and how one of its settings changes. */
import type { NormId } from '../../engine/attacks/norms/types'
import type { AttackChoice } from '../../engine/attacks/registry'
import { FLAG_BUDGET } from '../../engine/evaluation/flags/budget'
import type { AttackDescription } from '../../engine/evaluation/types'
import { type Eps01, eps255, toEps01 } from '../../units'
import { NOTHING_OPEN } from '../data/dataSource'
import type { EvaluationState } from './evaluation'
import type { MeasureId } from './evaluationPlan'

const of255 = (...epsilons: number[]): readonly Eps01[] => epsilons.map((epsilon) => toEps01(eps255(epsilon)))

/** Epsilons of a curve on CIFAR-10, in each norm: up to where the zoo's models are fooled. */
export const USUAL_EPSILONS: Readonly<Record<NormId, readonly Eps01[]>> = {
  linf: of255(1, 2, 4, 6, 8, 12, 16),
  l2: [0.1, 0.25, 0.5, 0.75, 1, 1.5] as Eps01[],
  l1: [2, 4, 8, 12, 18, 24] as Eps01[],
}

/** Images that are looked at together: a whole batch, and few enough that a curve is seen early. */
export const BLOCK_SIZE = 32

export const initialEvaluation: EvaluationState = {
  form: {
    measure: 'accuracy',
    modelIds: null,
    attack: null,
    epsilons: null,
    // The paper's (Figure 2).
    search: { start: toEps01(eps255(2)), doublings: 5, bisections: 10 },
    images: null,
    dataSet: { count: 256, seed: 1, split: 'usual' },
    flags: FLAG_BUDGET,
  },
  attacks: [],
  dataSet: NOTHING_OPEN,
  run: null,
  isElsewhere: false,
  problem: null,
  starting: false,
}

/** An attack with its usual settings in a norm, or in the first that it has. */
export function chooseAttack({ id, norms, defaults }: AttackDescription, norm: NormId): AttackChoice {
  const settings = defaults[norm] ?? defaults[norms[0] as NormId]
  return { id, settings } as AttackChoice
}

/** With one of its own settings changed. */
export const changeSetting = (choice: AttackChoice, name: string, value: unknown): AttackChoice =>
  ({ ...choice, settings: { ...choice.settings, [name]: value } }) as AttackChoice

/** What a measure is usually made with; for minimal epsilons the paper's PGD with 100 steps of epsilon / 4. */
export function usualAttack(
  measure: MeasureId,
  attacks: readonly AttackDescription[],
  norm: NormId,
): AttackChoice | null {
  const description = attacks.find(({ id }) => id === 'pgd') ?? attacks[0]
  if (description === undefined) return null
  const choice = chooseAttack(description, norm)
  if (measure !== 'minimalEpsilon' || choice.id !== 'pgd') return choice
  const stepSize = { rule: 'shareOfEpsilon', share: 1 / 4 } as const
  return { ...choice, settings: { ...choice.settings, steps: 100, stepSize } }
}

/** Once each, from small to large; 0 is left out, as the clean image is judged anyway. */
export const ascending = (epsilons: readonly Eps01[]): Eps01[] =>
  [...new Set(epsilons)].filter((epsilon) => epsilon !== 0).sort((a, b) => a - b)
