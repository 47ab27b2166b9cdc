/** @file The one loop of all gradient attacks: steps, losses, progress, cancelling, and who owns which tensor. */

import { crossEntropy } from '../gradients/crossEntropy'
import { lossInputGradient } from '../gradients/lossInputGradient'
import type { JobControl } from '../jobControl'
import * as tf from '../tf'
import type { AttackRun, AttackTarget } from './types'

export interface GradientSteps {
  /** The first iterate. Run in tf.tidy. */
  readonly start: () => tf.Tensor4D
  /** The next iterate from this one and its loss's gradient. Run in tf.tidy. */
  readonly step: (current: tf.Tensor4D, gradient: tf.Tensor4D) => tf.Tensor4D
}

/**
 * Steps between two reads from the GPU: reading stalls the queue, but an
 * unread queue grows until the browser's watchdog ends it, and a job can only
 * be cancelled where it reads.
 */
const STEPS_BETWEEN_READS = 4

export async function gradientAttack(
  target: AttackTarget,
  steps: number,
  control: JobControl,
  attack: GradientSteps,
): Promise<AttackRun> {
  const { classifier, labels } = target
  const losses: tf.Scalar[] = []
  let current = tf.tidy(attack.start)
  let logits: tf.Tensor2D | undefined
  try {
    // Tells that the job has begun, which on a slow backend is long before its first step has ended.
    await control.checkpoint(0, steps)
    for (let step = 0; step < steps; step++) {
      const measured = lossInputGradient(classifier, current, labels)
      const next = tf.tidy(() => attack.step(current, measured.gradient))
      losses.push(tf.sum<tf.Scalar>(measured.losses))
      tf.dispose([current, measured])
      current = next
      if ((step + 1) % STEPS_BETWEEN_READS === 0) await losses[step]?.data()
      await control.checkpoint(step + 1, steps)
    }
    logits = tf.tidy(() => classifier.logits(current))
    losses.push(sumOfLosses(logits, labels))
    return { attacked: current, logits, losses: await readScalars(losses) }
  } catch (error) {
    tf.dispose(current)
    logits?.dispose()
    throw error
  } finally {
    tf.dispose(losses)
  }
}

const sumOfLosses = (logits: tf.Tensor2D, labels: tf.Tensor1D) =>
  tf.tidy(() => tf.sum<tf.Scalar>(crossEntropy(logits, labels)))

/** In one read, however many they are. */
async function readScalars(scalars: tf.Scalar[]): Promise<number[]> {
  const stacked = tf.stack(scalars)
  try {
    return [...(await stacked.data())]
  } finally {
    stacked.dispose()
  }
}
