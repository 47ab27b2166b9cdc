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
  try {
    for (let step = 0; step < steps; step++) {
      const measured = lossInputGradient(classifier, current, labels)
      const next = tf.tidy(() => attack.step(current, measured.gradient))
      const loss = tf.sum<tf.Scalar>(measured.losses)
      tf.dispose([current, measured])
      current = next
      losses.push(loss)
      if ((step + 1) % STEPS_BETWEEN_READS === 0) await loss.data()
      await control.checkpoint(step + 1, steps)
    }
    const [logits, last] = tf.tidy(() => {
      const logits = classifier.logits(current)
      return [logits, tf.sum<tf.Scalar>(crossEntropy(logits, labels))] as [tf.Tensor2D, tf.Scalar]
    })
    losses.push(last)
    const all = tf.tidy(() => tf.stack(losses))
    const values = await all.data()
    tf.dispose(all)
    return { attacked: current, logits, losses: [...values] }
  } catch (error) {
    tf.dispose(current)
    throw error
  } finally {
    tf.dispose(losses)
  }
}
