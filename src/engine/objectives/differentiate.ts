/** @file Derivatives with respect to a model's trained parameters. */
import type { Parameters } from '../architectures/types'
import { stopGradient } from '../gradients/stopGradient'
import * as tf from '../tf'
import type { Forward, ObjectiveResult, ParametricModel } from './types'

export interface Terms {
  readonly loss: tf.Scalar
  readonly parts: Readonly<Record<string, tf.Scalar>>
}

/**
 * Loss, parts and parameter gradients of what `compute` computes from a forward pass. Everything that it
 * records is differentiated, including input gradients (see `gradientAtInput`). Attacks, whose result is a
 * constant, should run before it, as they would only lengthen the tape.
 *
 * @param derivatives 'second' if `compute` differentiates the model itself
 */
export function differentiate(
  model: ParametricModel,
  compute: (forward: Forward) => Terms,
  derivatives: 'first' | 'second' = 'first',
): ObjectiveResult {
  return run(model, [], compute, derivatives).result
}

/** The same, and the gradient with respect to the pixels from the same backward pass. */
export function differentiateWithPixels(
  model: ParametricModel,
  pixels: tf.Tensor4D,
  compute: (forward: Forward) => Terms,
): { readonly result: ObjectiveResult; readonly inputGradient: tf.Tensor4D } {
  const { result, others } = run(model, [pixels], compute, 'first')
  return { result, inputGradient: others[0] as tf.Tensor4D }
}

/**
 * Gradient of a scalar with respect to the pixels from which it was computed. To be called within
 * `differentiate`, whose tape records this computation; can be differentiated again.
 */
export function gradientAtInput(scalar: tf.Scalar, pixels: tf.Tensor4D): tf.Tensor4D {
  return tf.grad(() => scalar)(pixels) as tf.Tensor4D
}

function run(
  model: ParametricModel,
  others: readonly tf.Tensor[],
  compute: (forward: Forward) => Terms,
  derivatives: 'first' | 'second',
) {
  const names = [...model.trained.keys()]
  const parts: Record<string, tf.Scalar> = {}
  try {
    const { value, grads } = tf.valueAndGrads((...values: tf.Tensor[]) => {
      const terms = compute(model.bind(toParameters(names, values), derivatives))
      // Copies, as everything on the tape is disposed of; a part may be the loss itself.
      for (const [name, part] of Object.entries(terms.parts)) parts[name] = tf.keep(stopGradient(part))
      return terms.loss
    })([...model.trained.values(), ...others])
    const gradients: Record<string, tf.Tensor> = {}
    for (const [i, name] of names.entries()) gradients[name] = grads[i] as tf.Tensor
    return { result: { loss: value as tf.Scalar, parts, gradients }, others: grads.slice(names.length) }
  } catch (error) {
    tf.dispose(parts)
    throw error
  }
}

const toParameters = (names: readonly string[], values: readonly tf.Tensor[]): Parameters =>
  new Map(names.map((name, i) => [name, values[i] as tf.Tensor]))
