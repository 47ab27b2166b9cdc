/**
 * @file How an attack on one image ended, credited to what decided it. Everything that counts, draws, exports or
 * announces a verdict takes it from here.
 */

export type Outcome =
  /** Right without the attack and with it. */
  | 'robust'
  /** Right without the attack, and wrong with it. */
  | 'fooled'
  /** Wrong before any attack, so that there was nothing to fool. */
  | 'wrong'
  /** Targeted: the model gives the target with the attack, and did not without. */
  | 'reached'
  /** Targeted: the model does not give the target with the attack either. */
  | 'missed'
  /** Targeted, where there was nothing to do: the target is the label, or is predicted without an attack. */
  | 'noAttack'

/** How an untargeted attack can end. */
export type UntargetedOutcome = Extract<Outcome, 'robust' | 'fooled' | 'wrong'>

/** Class indices of one model. */
export interface Predictions {
  readonly label: number
  /** Of the clean image. */
  readonly clean: number
  /** Of the attacked image. */
  readonly attacked: number
}

export function untargetedOutcome({ label, clean, attacked }: Predictions): UntargetedOutcome {
  if (clean !== label) return 'wrong'
  return attacked === label ? 'robust' : 'fooled'
}

/** @param target the class to be reached, or null where any other than the label will do */
export function outcomeOf(predictions: Predictions, target: number | null): Outcome {
  const { label, clean, attacked } = predictions
  if (target === null) return untargetedOutcome(predictions)
  if (target === label || target === clean) return 'noAttack'
  return attacked === target ? 'reached' : 'missed'
}

export interface OutcomeName {
  /** For people. */
  readonly word: string
  /** Tells outcomes apart where colours do not. */
  readonly symbol: string
  /** Class of the elements that are coloured by it. */
  readonly className: string
  /** Whether it depends on how large the perturbation was allowed to be. */
  readonly dependsOnEpsilon: boolean
}

export const OUTCOMES: Readonly<Record<Outcome, OutcomeName>> = {
  robust: { word: 'robust', symbol: '●', className: 'is-robust', dependsOnEpsilon: true },
  fooled: { word: 'fooled by the attack', symbol: '✕', className: 'is-fooled', dependsOnEpsilon: true },
  wrong: { word: 'wrong without an attack', symbol: '◇', className: 'is-wrong', dependsOnEpsilon: false },
  reached: { word: 'target reached', symbol: '▲', className: 'is-reached', dependsOnEpsilon: true },
  missed: { word: 'target not reached', symbol: '○', className: 'is-missed', dependsOnEpsilon: true },
  noAttack: { word: 'no attack', symbol: '–', className: 'is-no-attack', dependsOnEpsilon: false },
}

/** At epsilon 0 nothing is attacked, so that these are not to an attack's or a model's credit. */
const WITHOUT_ATTACK: Readonly<Partial<Record<Outcome, OutcomeName>>> = {
  robust: { ...OUTCOMES.noAttack, word: 'right; no attack at ε = 0' },
  missed: { ...OUTCOMES.noAttack, word: 'no attack at ε = 0' },
}

/** An outcome as it is shown where the perturbation was allowed to be so large. */
export const outcomeAt = (outcome: Outcome, epsilon: number): OutcomeName =>
  (epsilon === 0 ? WITHOUT_ATTACK[outcome] : undefined) ?? OUTCOMES[outcome]

/** How many images ended in each way under an untargeted attack. */
export type OutcomeCounts = Readonly<Record<UntargetedOutcome, number>>

/** How many were right before the attack. */
export const rightWithout = ({ robust, fooled }: OutcomeCounts): number => robust + fooled

export function countOutcomes(outcomes: readonly Outcome[]): OutcomeCounts {
  const counts = { robust: 0, fooled: 0, wrong: 0 }
  for (const outcome of outcomes) if (outcome in counts) counts[outcome as UntargetedOutcome]++
  return counts
}
