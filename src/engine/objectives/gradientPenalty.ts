/** @file Norms of input gradients, as penalties. */
import { z } from 'zod'
import { choice, epsilon255, numberField } from '../settings/fields'
import { LAMBDA } from '../settings/numberSettings'
import * as tf from '../tf'
import { partAndRest } from './lossTerms'

const PENALISED_NORMS = ['l1', 'l2', 'squaredL2'] as const
export type PenalisedNorm = (typeof PENALISED_NORMS)[number]

export const penalisedNorm = choice(PENALISED_NORMS, 'l1', {
  label: 'Norm',
  help: 'Which norm of the gradient is penalised; the paper penalises L1.',
  inText: 'norm',
  isMain: true,
  options: { l1: 'L1', l2: 'L2', squaredL2: 'L2 squared' },
})

/** The paper's lambda: cross-entropy weighs 2 - lambda, the penalty lambda. */
export const lambda = (usual: number) => numberField({ ...LAMBDA, usual })

const channelWeight = z.number().min(0).max(1000)

/** Settings shared by objectives with a gradient-norm penalty. */
export const penaltyFields = {
  lambda: lambda(1.2),
  /** The penalty is epsilon times the norm: for L1, the first-order increase of the loss within an L-infinity ball. */
  epsilon255: epsilon255(8),
  /** How much red, green and blue count. */
  channelWeights: z
    .tuple([channelWeight, channelWeight, channelWeight])
    .default([1, 1, 1])
    .meta({
      label: 'Weight of',
      help: 'How much the gradient of each colour counts in the norm.',
      entries: ['red', 'green', 'blue'],
    }),
}

export interface PenaltySettings {
  readonly lambda: number
  readonly epsilon255: number
  readonly channelWeights: readonly [number, number, number]
}

/** The weights of cross-entropy and the norm (the paper's equation 2, on [0, 1] pixels). */
export function penaltyWeights({ lambda, epsilon255 }: PenaltySettings, ramp: number) {
  return { crossEntropy: 2 - lambda, norm: (ramp * lambda * epsilon255) / 255 }
}

/** The two terms of such a loss. */
export const penaltyTerms = (first: { readonly label: string; readonly part: string }) =>
  partAndRest<PenaltySettings>({ ...first, weight: ({ lambda }) => 2 - lambda }, 'λ ε ‖∇L‖')

/** Far below any gradient, but above zero, where the L2 norm has no derivative. */
const LEAST_SQUARE = 1e-30

/**
 * Mean over the batch of the norm of each image's gradient. With weights w of the channels c:
 * L1 sum w_c |g_c|, squared L2 sum w_c g_c^2, and L2 its root.
 *
 * @param gradient (N, height, width, 3)
 */
export function meanNorm(gradient: tf.Tensor4D, norm: PenalisedNorm, channelWeights: readonly number[]): tf.Scalar {
  const sum = (values: tf.Tensor) => tf.sum(weigh(values, channelWeights), [1, 2, 3])
  if (norm === 'l1') return tf.mean(sum(tf.abs(gradient)))
  const squares = sum(tf.square(gradient))
  return tf.mean(norm === 'l2' ? tf.sqrt(tf.add(squares, LEAST_SQUARE)) : squares)
}

export function weigh<T extends tf.Tensor>(values: T, channelWeights: readonly number[]): T {
  return channelWeights.every((weight) => weight === 1) ? values : (tf.mul(values, [...channelWeights]) as T)
}
