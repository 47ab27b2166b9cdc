import type { AttackForm } from '../../store/types'

/** What attacks climb that climb another loss than cross-entropy. */
const LOSSES: Readonly<Record<string, string>> = {
  apgdDlr: 'DLR loss',
  apgdT: 'targeted DLR loss',
  square: 'margin of logits',
  fabT: 'logit gap',
}

const CROSS_ENTROPY = /^(fgsm|pgd|apgdCe|randomSign|gaussianNoise)$/

/** What an attack climbs, for people. */
export function lossName({ choice, target }: Pick<AttackForm, 'choice' | 'target'>): string {
  if (CROSS_ENTROPY.test(choice.id)) return target === null ? 'cross-entropy' : 'minus cross-entropy of the target'
  return Object.hasOwn(LOSSES, choice.id) ? (LOSSES[choice.id] as string) : 'what the attack climbs'
}

/** Whether guessing costs a known loss: the logarithm of the number of classes. */
export const isCrossEntropy = (form: Pick<AttackForm, 'choice' | 'target'>): boolean =>
  form.target === null && CROSS_ENTROPY.test(form.choice.id)
