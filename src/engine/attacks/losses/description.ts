/** @file What the values of a loss are, for people: plain data, without tfjs, that travels with what an attack did. */

export interface LossDescription {
  /** Such as "cross-entropy". */
  readonly name: string
  /** What is computed, such as "−log p(label)". */
  readonly formula: string
  /** Such as "nats"; null for a ratio. */
  readonly unit: string | null
  /** A value that has a meaning of its own, for a line across charts; null where there is none. */
  readonly reference: { readonly value: number; readonly name: string } | null
  /** No value is below; absent where there is no such end. */
  readonly lowest?: number
  /** No value is above. */
  readonly highest?: number
}

/** Above 0, the other class of a gap has the larger logit. */
export const DECISION_BOUNDARY: LossDescription['reference'] = { value: 0, name: 'decision boundary' }

/** Cross-entropy at the label; of a target its negative, which is what an attack maximises. */
export function describeCrossEntropy(hasTarget: boolean, classCount: number): LossDescription {
  const guess = Math.log(classCount)
  return hasTarget
    ? {
        name: 'log-probability of the target',
        formula: 'log p(target)',
        unit: 'nats',
        reference: { value: -guess, name: 'guessing' },
        highest: 0,
      }
    : {
        name: 'cross-entropy',
        formula: '−log p(label)',
        unit: 'nats',
        reference: { value: guess, name: 'guessing' },
        lowest: 0,
      }
}
