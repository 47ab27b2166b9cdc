/** @file A training's measurements for the manifest of its model: each figure with its number of images. */
import { rightWithout } from '../../outcomes/outcome'
import { USUAL_ATTACK } from '../attacks/usualAttack'
import type { Figures } from '../checkpoints/figures'
import * as tf from '../tf'
import type { HeldOutMeasure } from './heldOut'
import type { HeldOutInput } from './types'

export interface MeasuredModel {
  readonly measure: HeldOutMeasure
  readonly gradients: Figures['gradients']
  readonly attack: HeldOutInput['attack']
  /** The source of the held-out images, in words. */
  readonly heldOutFrom: string
}

export function trainedFigures({ measure, gradients, attack, heldOutFrom }: MeasuredModel): Figures {
  const { figures, each } = measure
  const { images, robust } = figures
  const normWhere = (isRobust: boolean) => {
    const norms = each.gradientL1.filter((_, i) => (each.verdicts[i] === 'robust') === isRobust)
    return norms.length === 0 ? null : norms.reduce((sum, norm) => sum + norm, 0) / norms.length
  }
  return {
    images,
    split: `the images that the training held out, ${heldOutFrom}`,
    cleanAccuracy: rightWithout(figures) / images,
    robustAccuracy: [
      {
        attack: USUAL_ATTACK,
        ...attack,
        norm: 'Linf',
        restarts: 1,
        accuracy: robust / images,
        images,
        meanGradientL1Robust: normWhere(true),
        meanGradientL1NotRobust: normWhere(false),
      },
    ],
    ...(gradients && { gradients }),
    command: 'Measured in the browser tab that trained it, on its last state',
    tool: `Gradlens, tfjs ${tf.version_core} on ${tf.getBackend()}`,
    date: new Date().toISOString().slice(0, 10),
  }
}
