/** @file What a training measured of its model, as the model's manifest states it: each figure with its number of pictures. */
import { rightWithout } from '../../outcomes/outcome'
import type { Figures } from '../checkpoints/figures'
import * as tf from '../tf'
import type { HeldBackMeasure } from './heldBack'
import type { JudgeInput } from './types'

export interface MeasuredModel {
  readonly measure: HeldBackMeasure
  readonly gradients: Figures['gradients']
  readonly attack: JudgeInput['attack']
  /** Where the held-back pictures come from, for people. */
  readonly heldBackFrom: string
}

export function trainedFigures({ measure, gradients, attack, heldBackFrom }: MeasuredModel): Figures {
  const { figures, each } = measure
  const { pictures, robust } = figures
  const normWhere = (isRobust: boolean) => {
    const norms = each.gradientL1.filter((_, i) => (each.verdicts[i] === 'robust') === isRobust)
    return norms.length === 0 ? null : norms.reduce((sum, norm) => sum + norm, 0) / norms.length
  }
  return {
    pictures,
    split: `the images that the training held back, ${heldBackFrom}`,
    cleanAccuracy: rightWithout(figures) / pictures,
    robustAccuracy: [
      {
        attack: 'pgd',
        ...attack,
        norm: 'Linf',
        restarts: 1,
        accuracy: robust / pictures,
        pictures,
        meanGradientL1Held: normWhere(true),
        meanGradientL1Fallen: normWhere(false),
      },
    ],
    ...(gradients && { gradients }),
    command: 'Measured in the browser tab that trained it, on its last state',
    tool: `Gradlens, tfjs ${tf.version_core} on ${tf.getBackend()}`,
    date: new Date().toISOString().slice(0, 10),
  }
}
