/** @file What can be set of an evaluation: its bounds, what is usual, and what is wrong with it. */
import type { NormId } from '../engine/attacks/norms/types'
import type { AttackChoice } from '../engine/attacks/registry'
import { FLAG_BUDGET } from '../engine/evaluation/flags/budget'
import type { AttackDescription } from '../engine/evaluation/types'
import { type Eps01, eps255, toEps01 } from '../units'
import { NOTHING_OPEN } from './dataSource'
import type { EvaluationState } from './evaluation'
import type { MeasureId } from './evaluationPlan'
import type { SettledForm } from './evaluationSettled'

export const EVALUATION_LIMITS = {
  /** Epsilons of one curve. */
  epsilons: { min: 1, max: 32 },
  doublings: { min: 0, max: 10 },
  bisections: { min: 0, max: 16 },
  pictures: { min: 1, max: 100_000 },
  seed: { min: 0, max: 2 ** 31 - 1 },
  flagPictures: { min: 10, max: 256 },
  flagSteps: { min: 1, max: 200 },
} as const

const of255 = (...epsilons: number[]): readonly Eps01[] => epsilons.map((epsilon) => toEps01(eps255(epsilon)))

/** Epsilons of a curve on CIFAR-10, in each norm: up to where the zoo's models have fallen. */
export const USUAL_EPSILONS: Readonly<Record<NormId, readonly Eps01[]>> = {
  linf: of255(1, 2, 4, 6, 8, 12, 16),
  l2: [0.1, 0.25, 0.5, 0.75, 1, 1.5] as Eps01[],
  l1: [2, 4, 8, 12, 18, 24] as Eps01[],
}

/** Pictures that are looked at together: a whole batch, and few enough that a curve is seen early. */
export const BLOCK_SIZE = 32

export const initialEvaluation: EvaluationState = {
  form: {
    measure: 'accuracy',
    modelIds: null,
    attack: null,
    epsilons: null,
    // The paper's (Figure 2).
    search: { start: toEps01(eps255(2)), doublings: 5, bisections: 10 },
    pictures: null,
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

/** What of the form can not be run, in one sentence, or null. The attack's own settings are checked by the engine. */
export function formProblem({ measure, attack, epsilons, search, dataSet, pictures, flags }: SettledForm) {
  if (attack === null) return 'The engine does not run yet; begin when it does.'
  const { epsilon } = attack.settings
  if (measure === 'accuracy') return epsilonsProblem(epsilons) ?? sharedProblem()
  if (measure === 'minimalEpsilon') {
    return (
      (search.start > 0 && Number.isFinite(search.start)
        ? null
        : `The search starts at epsilon ${search.start}; choose a number above 0.`) ??
      wholeProblem('number of doublings', search.doublings, EVALUATION_LIMITS.doublings) ??
      wholeProblem('number of bisections', search.bisections, EVALUATION_LIMITS.bisections) ??
      sharedProblem()
    )
  }
  return epsilon > 0 ? sharedProblem() : `The epsilon is ${epsilon}; choose a number above 0.`

  function sharedProblem(): string | null {
    return (
      (pictures !== 'gallery'
        ? (wholeProblem('number of pictures', dataSet.count, EVALUATION_LIMITS.pictures) ??
          wholeProblem("pictures' seed", dataSet.seed, EVALUATION_LIMITS.seed))
        : null) ??
      (flags === null
        ? null
        : (wholeProblem('number of pictures for red flags', flags.pictures, EVALUATION_LIMITS.flagPictures) ??
          wholeProblem('number of steps for red flags', flags.steps, EVALUATION_LIMITS.flagSteps)))
    )
  }
}

function epsilonsProblem(epsilons: readonly Eps01[]): string | null {
  const own = ascending(epsilons)
  const wrong = own.find((epsilon) => !(epsilon > 0 && Number.isFinite(epsilon)))
  if (wrong !== undefined) return `One epsilon is ${wrong}; choose numbers above 0.`
  return wholeProblem('number of epsilons', own.length, EVALUATION_LIMITS.epsilons)
}

/** Once each, from small to large; 0 is left out, as the clean picture is judged anyway. */
export const ascending = (epsilons: readonly Eps01[]): Eps01[] =>
  [...new Set(epsilons)].filter((epsilon) => epsilon !== 0).sort((a, b) => a - b)

function wholeProblem(what: string, value: number, { min, max }: { readonly min: number; readonly max: number }) {
  if (Number.isInteger(value) && value >= min && value <= max) return null
  return `The ${what} is ${value}; choose a whole number from ${min} to ${max}.`
}
