/** @file The losses of which an attack lets a person choose. */
import { choice } from '../../settings/fields'
import { crossEntropyLoss } from './crossEntropy'
import { margin } from './margin'
import { probabilityMargin } from './probabilityMargin'
import type { AttackLoss } from './types'

export const CHOSEN_LOSSES = {
  crossEntropy: crossEntropyLoss,
  margin,
  probabilityMargin,
} as const satisfies Readonly<Record<string, AttackLoss>>

export type ChosenLoss = keyof typeof CHOSEN_LOSSES

export const lossField = choice(['crossEntropy', 'margin', 'probabilityMargin'], 'crossEntropy', {
  label: 'Loss',
  inText: 'loss',
  help: 'What the attack maximises: margins keep a gradient where the model is nearly certain and cross-entropy is flat.',
  options: { crossEntropy: 'cross-entropy', margin: 'logit margin', probabilityMargin: 'probability margin' },
})
