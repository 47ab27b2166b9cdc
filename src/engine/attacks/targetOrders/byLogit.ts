import type { TargetOrder } from './types'

/** The likeliest wrong class first, as AutoAttack has it (Croce and Hein 2020). Costs nothing. */
export const byLogit: TargetOrder = {
  order: async ({ task, cleanLogits }, members) =>
    members.map((image) => wrongClasses(cleanLogits[image] as Float32Array, task.labels[image] as number)),
}

/** Every class but the label, the largest logit first; of equal ones the first class. */
export const wrongClasses = (logits: Float32Array, label: number): number[] =>
  Array.from(logits.keys())
    .filter((value) => value !== label)
    .sort((one, other) => (logits[other] as number) - (logits[one] as number))
