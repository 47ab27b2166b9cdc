import { flag, realNumber, steps } from '../settings/fields'
import * as tf from '../tf'
import { defineAttack } from './defineAttack'
import { choose, firstWorst, isFooled, keepWorse, lossAt, type Measured, measure, type Worst } from './loop/steps'
import { crossEntropyLoss } from './losses/crossEntropy'
import { l2 } from './norms/l2'
import { scaleTo } from './norms/sizes'
import type { AttackRun, Batch, RunState } from './types'

/** The last step's size; the first step's is 1. */
const LAST_STEP = 0.01
const LEVELS = 256

const fields = {
  steps: steps(100),
  firstNorm: realNumber(
    { min: 1e-3, max: 1000, usual: 1 },
    { label: 'First norm', help: 'Length of the perturbation that the search begins with.' },
  ),
  growth: realNumber(
    { min: 1e-6, max: 0.5, usual: 0.05 },
    {
      label: 'Growth',
      help: 'Share by which the norm shrinks after a step that fools and grows after one that does not.',
    },
  ),
  isRounded: flag(true, {
    label: 'Rounded',
    help: 'Rounds every iterate to the 256 values of a PNG, as published.',
  }),
}

/**
 * Decoupled direction and norm (Rony et al. 2019, "Decoupling direction and norm for efficient gradient-based L2
 * adversarial attacks and defenses"), as adversarial-library has it: steps along the cross-entropy's gradient, whose
 * result is brought to a length that shrinks where the model is fooled and grows where it is not. It looks for the
 * nearest adversarial image, however far; here only those count that are within epsilon.
 *
 * Where the gradient is zero it stands still, where that library takes a random direction; and it looks at the result of
 * the last step too.
 */
export const ddn = defineAttack({
  name: 'DDN',
  norms: ['l2'],
  goals: ['untargeted', 'targeted'],
  fields,
  runs: ({ steps, firstNorm, growth, isRounded }) => [ddnRun({ steps, firstNorm, growth, isRounded })],
})

interface DdnPlan {
  readonly steps: number
  readonly firstNorm: number
  readonly growth: number
  readonly isRounded: boolean
}

export type DdnState = RunState &
  Worst & {
    /** Anywhere in [0, 1]: DDN knows no ball. */
    readonly iterate: tf.Tensor4D
    readonly iterateLogits: tf.Tensor2D
    /** Of the cross-entropy there. */
    readonly gradient: tf.Tensor4D
    /** (N, 1, 1, 1): the length that the next perturbation is brought to. */
    readonly length: tf.Tensor4D
  }

export function ddnRun({ steps, firstNorm, growth, isRounded }: DdnPlan): AttackRun<DdnState> {
  return {
    name: 'DDN',
    loss: crossEntropyLoss,
    minimisesNorm: true,
    steps,
    targetRank: null,
    fooledIsFinal: false,

    start(batch) {
      const { pixels } = batch.ball
      const iterate = batch.starts ?? pixels
      const { gradient, ...measured } = measure(batch, iterate, crossEntropyLoss)
      const nearest = firstWorst(batch, iterate, judged(batch, measured, distanceOf(batch, iterate)))
      const length = tf.fill([pixels.shape[0], 1, 1, 1], firstNorm) as tf.Tensor4D
      return { ...nearest, loss: measured.loss, iterate, iterateLogits: measured.logits, gradient, length }
    },

    step(state, batch, step) {
      const { pixels, epsilon } = batch.ball
      const { iterate, gradient, iterateLogits } = state
      const direction = l2.ascent(gradient, 1)
      const moved = tf.add(tf.sub(iterate, pixels), tf.mul(direction, stepSize(step, steps))) as tf.Tensor4D
      const length = nextLength(batch, state.length, iterateLogits, growth)
      const next = rounded(tf.clipByValue(tf.add(pixels, scaleTo(moved, l2.size(moved), length)), 0, 1), isRounded)
      const measured =
        step === steps - 1
          ? { ...lossAt(batch, next, crossEntropyLoss), gradient }
          : measure(batch, next, crossEntropyLoss)
      const distance = distanceOf(batch, next)
      const isInside = tf.lessEqual(distance, tf.reshape(epsilon, [-1])) as tf.Tensor1D
      const nearest = keepWorse(batch, state, next, judged(batch, measured, distance), isInside)
      return {
        ...nearest,
        loss: measured.loss,
        iterate: next,
        iterateLogits: measured.logits,
        gradient: measured.gradient,
        length,
      }
    },
  }
}

/** From 1 down to LAST_STEP along a cosine. */
const stepSize = (step: number, steps: number): number =>
  LAST_STEP + ((1 - LAST_STEP) * (1 + Math.cos((Math.PI * step) / steps))) / 2

/** No longer than to the farthest image in [0, 1]. */
function nextLength(batch: Batch, length: tf.Tensor4D, logits: tf.Tensor2D, growth: number): tf.Tensor4D {
  const { pixels } = batch.ball
  const changed = choose(isFooled(batch, logits), tf.mul(length, 1 - growth), tf.mul(length, 1 + growth))
  const farthest = l2.size(tf.maximum(pixels, tf.sub(1, pixels)) as tf.Tensor4D)
  return tf.minimum(changed, farthest) as tf.Tensor4D
}

const rounded = (images: tf.Tensor4D, isRounded: boolean): tf.Tensor4D =>
  isRounded ? tf.div(tf.round(tf.mul(images, LEVELS - 1)), LEVELS - 1) : images

const distanceOf = ({ ball }: Batch, images: tf.Tensor4D): tf.Tensor1D =>
  tf.reshape(l2.size(tf.sub(images, ball.pixels) as tf.Tensor4D), [-1])

/** The same logits with what decides between images in place of the loss: of those that are fooled the nearer is worse. */
const judged = (batch: Batch, { logits, loss }: Measured, distance: tf.Tensor1D): Measured => ({
  logits,
  loss: choose(isFooled(batch, logits), tf.neg(distance), loss),
})
