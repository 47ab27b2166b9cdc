/**
 * @file An indicator of attack failure (Pintor et al. 2022): a sign, on one image that stayed right under the run's own
 * attack, that the attack failed there rather than the model being robust. Red flags (flags) ask the same of a model as
 * a whole, with attacks of their own. Adding an indicator takes one file and one line in the registry.
 */
import type { Mend } from '../types'
import type { OwnAttack } from './ownAttack'

export interface Indicator {
  readonly id: string
  /** For people, a few words. */
  readonly name: string
  /** Why the sign means that the attack failed, and what mends it: one sentence. */
  readonly remedy: string
  /** How it was told, as the end of a sentence about the images, such as "every gradient was zero". */
  readonly sign: (own: OwnAttack) => string
  /** Changes that mend it, the likeliest first; null where the indicator says nothing about the attack. */
  mends(own: OwnAttack): readonly Mend[] | null
  /** Which of the robust images show it, by their places. */
  find(own: OwnAttack): Promise<readonly number[]>
}
