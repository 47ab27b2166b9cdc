/** @file A batch's mean gradient, computed in micro-batches if the whole does not fit. */

import type { ChosenObjective } from '../objectives/registry'
import { type BatchRng, rngByImage } from '../objectives/rng'
import type { ObjectiveResult, ParametricModel } from '../objectives/types'
import * as tf from '../tf'
import type { PlainBatch } from './batches'
import { mapTensors } from './descent'
import type { TensorsByName } from './descentTypes'

export type BatchGradients = {
  /** Gradient of the loss, a mean over the batch. */
  readonly gradients: TensorsByName
  /** Loss and parts, in the objective's order; means over the batch. */
  readonly figures: tf.Tensor1D
}

export interface BatchSettings {
  readonly height: number
  readonly width: number
  readonly microBatchSize: number
  readonly ramp: number
  /** An image's generator, by its index in the batch, so that it does not depend on how the batch is split. */
  readonly rngOf: (image: number) => BatchRng
  /** Called between micro-batches, when the backend has finished. Cancels the work by throwing. */
  readonly checkpoint: () => Promise<void>
}

/**
 * The caller owns the tensors. Statistics over a whole batch, such as edge regularisation's root mean
 * squares, are taken over the micro-batch.
 */
export async function batchGradients(
  model: ParametricModel,
  objective: ChosenObjective,
  { values, labels }: PlainBatch,
  settings: BatchSettings,
): Promise<BatchGradients> {
  const count = labels.length
  const size = values.length / count
  let sum: BatchGradients | null = null
  try {
    for (let from = 0; from < count; from += settings.microBatchSize) {
      if (sum !== null) {
        await sum.figures.data()
        await settings.checkpoint()
      }
      const to = Math.min(from + settings.microBatchSize, count)
      const part = { values: values.subarray(from * size, to * size), labels: labels.subarray(from, to) }
      const rng = rngByImage(Array.from(part.labels, (_, i) => settings.rngOf(from + i)))
      const found = evaluateObjective(model, objective, part, rng, settings)
      sum = add(sum, found, (to - from) / count, objective.objective.parts)
    }
    return sum as BatchGradients
  } catch (error) {
    if (sum !== null) tf.dispose(sum)
    throw error
  }
}

/** The caller owns the tensors. */
export function evaluateObjective(
  model: ParametricModel,
  objective: ChosenObjective,
  { values, labels }: PlainBatch,
  rng: BatchRng,
  { height, width, ramp }: Pick<BatchSettings, 'height' | 'width' | 'ramp'>,
): ObjectiveResult {
  // Copies, as a tensor may use the array itself.
  const pixels = tf.tensor4d(values.slice(), [labels.length, height, width, 3])
  const labelTensor = tf.tensor1d(labels.slice(), 'int32')
  try {
    return objective.evaluate({ model, pixels, values, labels: labelTensor, ramp, rng })
  } finally {
    tf.dispose([pixels, labelTensor])
  }
}

/** The first images of a batch. */
export function firstOf({ values, labels }: PlainBatch, count: number): PlainBatch {
  const size = values.length / labels.length
  return { values: values.subarray(0, count * size), labels: labels.subarray(0, count) }
}

/** Adds a micro-batch's share, and disposes of both terms. */
function add(sum: BatchGradients | null, found: ObjectiveResult, share: number, parts: readonly string[]) {
  try {
    return tf.tidy(() => {
      const weigh = <T extends tf.Tensor>(tensor: T): T => (share === 1 ? tf.clone(tensor) : tf.mul<T>(tensor, share))
      const figures = weigh(
        tf.stack([found.loss, ...parts.map((part) => found.parts[part] as tf.Scalar)]) as tf.Tensor1D,
      )
      const gradients = mapTensors(found.gradients, weigh)
      if (sum === null) return { gradients, figures }
      const before = sum
      return {
        gradients: mapTensors(gradients, (gradient, name) => tf.add(before.gradients[name] as tf.Tensor, gradient)),
        figures: tf.add<tf.Tensor1D>(before.figures, figures),
      }
    })
  } finally {
    tf.dispose(found)
    if (sum !== null) tf.dispose(sum)
  }
}
