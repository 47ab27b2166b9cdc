import type { LossDescription } from '../../../engine/attacks/losses/description'

/** The loss that an attack maximised and its unit, such as "logit gap: target’s logit − label’s, in logits". */
export const lossWords = ({ name, formula, unit }: LossDescription): string =>
  `${name}: ${formula}, ${unit === null ? 'a ratio without a unit' : `in ${unit}`}`
