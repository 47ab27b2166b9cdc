/**
 * @file The outcomes of an attack on one image. Everything that counts, draws, exports or announces a verdict uses these
 * definitions.
 */

export type Outcome =
  /** Right without the attack and with it. */
  | 'robust'
  /** Right without the attack and wrong with it. */
  | 'fooled'
  /** Wrong without any attack, so there was nothing to fool. */
  | 'wrong'
  /** Targeted: the model predicts the target with the attack but not without it. */
  | 'reached'
  /** Targeted: the model does not predict the target even with the attack. */
  | 'missed'
  /** Targeted, but no attack was needed: the target is the label, or is predicted without an attack. */
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

/** @param target the class to be reached, or null for any class other than the label */
export function outcomeOf(predictions: Predictions, target: number | null): Outcome {
  const { label, clean, attacked } = predictions
  if (target === null) return untargetedOutcome(predictions)
  if (target === label || target === clean) return 'noAttack'
  return attacked === target ? 'reached' : 'missed'
}

export interface OutcomeName {
  /** For people. */
  readonly word: string
  /** The same where there is room for a word or two. */
  readonly shortWord: string
  /** Distinguishes outcomes without colour. */
  readonly symbol: string
  /** CSS class of elements coloured by the outcome. */
  readonly className: string
  /** Whether it depends on the allowed size of the perturbation. */
  readonly dependsOnEpsilon: boolean
}

export const OUTCOMES: Readonly<Record<Outcome, OutcomeName>> = {
  robust: { word: 'robust', shortWord: 'robust', symbol: '●', className: 'is-robust', dependsOnEpsilon: true },
  fooled: {
    word: 'fooled by the attack',
    shortWord: 'fooled',
    symbol: '✕',
    className: 'is-fooled',
    dependsOnEpsilon: true,
  },
  wrong: {
    word: 'wrong without an attack',
    shortWord: 'wrong anyway',
    symbol: '◇',
    className: 'is-wrong',
    dependsOnEpsilon: false,
  },
  reached: {
    word: 'target reached',
    shortWord: 'target reached',
    symbol: '▲',
    className: 'is-reached',
    dependsOnEpsilon: true,
  },
  missed: {
    word: 'target not reached',
    shortWord: 'target not reached',
    symbol: '○',
    className: 'is-missed',
    dependsOnEpsilon: true,
  },
  noAttack: {
    word: 'no attack',
    shortWord: 'no attack',
    symbol: '–',
    className: 'is-no-attack',
    dependsOnEpsilon: false,
  },
}

/** At epsilon 0 nothing is attacked, so these outcomes credit neither the attack nor the model. */
const WITHOUT_ATTACK: Readonly<Partial<Record<Outcome, OutcomeName>>> = {
  robust: { ...OUTCOMES.noAttack, word: 'right; no attack at ε = 0', shortWord: 'right' },
  missed: { ...OUTCOMES.noAttack, word: 'no attack at ε = 0' },
}

/** How an outcome is shown at this epsilon. */
export const outcomeAt = (outcome: Outcome, epsilon: number): OutcomeName =>
  (epsilon === 0 ? WITHOUT_ATTACK[outcome] : undefined) ?? OUTCOMES[outcome]

/** The number of images with each outcome of an untargeted attack. */
export type OutcomeCounts = Readonly<Record<UntargetedOutcome, number>>

/** How many were right without the attack. */
export const rightWithout = ({ robust, fooled }: OutcomeCounts): number => robust + fooled

export function countOutcomes(outcomes: readonly Outcome[]): OutcomeCounts {
  const counts = { robust: 0, fooled: 0, wrong: 0 }
  for (const outcome of outcomes) if (outcome in counts) counts[outcome as UntargetedOutcome]++
  return counts
}
