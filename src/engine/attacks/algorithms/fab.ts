/**
 * @file The fast adaptive boundary attack towards one class (Croce and Hein 2020, algorithm 1), as the authors' code
 * has it: steps to where the linearised model decides otherwise, drawn back to the clean image, and a walk back
 * towards it from every image that is fooled.
 */
import * as tf from '../../tf'
import { choose, firstWorst, isFooled, keepWorse, lossAt, type Measured, measure, type Worst } from '../loop/steps'
import { logitGap } from '../losses/logitGap'
import { margin } from '../losses/margin'
import { type HyperplaneNorm, wayToHyperplane } from '../norms/hyperplane'
import { flatten } from '../norms/sizes'
import type { AttackRun, Batch, RunState } from '../types'

/** The most that the clean image's own projection weighs in a step (alpha_max). */
const MAX_PULL = 0.1
/** How far steps go, 1 being to the boundary itself (eta). */
const OVERSHOOT = 1.05
/** What is left of the perturbation after a step back (beta). */
const BACKWARD = 0.9
/** A way that is shorter counts as this long. */
const LEAST_WAY = 1e-8

export interface FabPlan {
  readonly name: string
  readonly norm: HyperplaneNorm
  readonly steps: number
  /** null where the goal is a target of its own. */
  readonly targetRank: number | null
  /** At half of epsilon from the image; else at the image. */
  readonly startsAtRandom: boolean
}

export type FabState = RunState &
  Worst & {
    /** Anywhere in [0, 1]: FAB knows no ball. */
    readonly iterate: tf.Tensor4D
    /** Of the gap, where the last step was made from; before the first step none. */
    readonly gradient?: tf.Tensor4D
  }

export function fabRun({ name, norm, steps, targetRank, startsAtRandom }: FabPlan): AttackRun<FabState> {
  // To be given a class, it must be above all others; to be given any but the label, one above that is enough.
  const gap = targetRank === null ? margin : logitGap
  return {
    name,
    loss: gap,
    minimisesNorm: true,
    steps,
    targetRank,
    fooledIsFinal: true,

    start(batch) {
      const { ball, random } = batch
      const near = () => batch.norm.startAtDistance({ ...ball, epsilon: tf.mul(ball.epsilon, 0.5) }, random)
      const iterate = batch.starts ?? (startsAtRandom ? near() : ball.pixels)
      const clean = lossAt(batch, ball.pixels, gap)
      const nowhere = tf.zerosLike(clean.loss)
      return { ...firstWorst(batch, ball.pixels, judged(batch, clean, nowhere)), loss: clean.loss, iterate }
    },

    step(state, batch, _step) {
      const { gradient, loss } = measure(batch, state.iterate, gap)
      const ahead = fabStep(norm, batch, state.iterate, gradient, loss)
      const measured = lossAt(batch, ahead, gap)
      const { pixels, epsilon } = batch.ball
      const distance = tf.reshape(batch.norm.size(tf.sub(ahead, pixels) as tf.Tensor4D), [-1]) as tf.Tensor1D
      const isInside = tf.lessEqual(distance, tf.reshape(epsilon, [-1])) as tf.Tensor1D
      const worst = keepWorse(batch, state, ahead, judged(batch, measured, distance), isInside)
      const back = tf.add(pixels, tf.mul(tf.sub(ahead, pixels), BACKWARD)) as tf.Tensor4D
      const iterate = choose(isFooled(batch, measured.logits), back, ahead)
      return { ...worst, loss: measured.loss, iterate, gradient }
    },
  }
}

/** @param gap (N) and its `gradient`, at `iterate` */
function fabStep(
  norm: HyperplaneNorm,
  batch: Batch,
  iterate: tf.Tensor4D,
  gradient: tf.Tensor4D,
  gap: tf.Tensor1D,
): tf.Tensor4D {
  const { pixels } = batch.ball
  const normals = flatten(gradient)
  const excess = tf.reshape(gap, [-1, 1]) as tf.Tensor2D
  const toPixels = tf.sum(tf.mul(normals, flatten(tf.sub(pixels, iterate))), 1, true)
  // Both projections at once: twice the rows cost a GPU little more than once.
  const ways = wayToHyperplane(
    norm,
    tf.concat([flatten(iterate), flatten(pixels)]),
    tf.concat([normals, normals]),
    tf.concat([excess, tf.add(excess, toPixels)]) as tf.Tensor2D,
  )
  const [way, wayOfPixels] = tf.split(ways, 2).map((half) => tf.reshape(half, pixels.shape)) as [
    tf.Tensor4D,
    tf.Tensor4D,
  ]
  const size = tf.maximum(batch.norm.size(way), LEAST_WAY)
  const sizeOfPixels = tf.maximum(batch.norm.size(wayOfPixels), LEAST_WAY)
  const pull = tf.minimum(tf.div(size, tf.add(size, sizeOfPixels)), MAX_PULL)
  const own = tf.mul(tf.add(iterate, tf.mul(way, OVERSHOOT)), tf.sub(1, pull))
  const pulled = tf.mul(tf.add(pixels, tf.mul(wayOfPixels, OVERSHOOT)), pull)
  return tf.clipByValue(tf.add(own, pulled), 0, 1)
}

/** The same logits with what decides between images in place of the gap: of those that are fooled the nearer is worse. */
const judged = (batch: Batch, { logits, loss }: Measured, distance: tf.Tensor1D): Measured => ({
  logits,
  loss: choose(isFooled(batch, logits), tf.neg(distance), loss),
})
