import { largest, logitAt, maskOf } from '../attacks/losses/order'
import type { Classifier } from '../classifier'
import type * as tf from '../tf'
import { crossEntropy } from './crossEntropy'
import { inputGradient, type LossInputGradient } from './lossInputGradient'
import type { GradientScalar, LogitTerms } from './scalars/types'

/**
 * The gradient of a scalar of the logits with respect to the pixels: as `lossInputGradient`, with the scalar's values as its
 * losses. The caller owns the tensors.
 *
 * @param pixels (N, height, width, 3) in [0, 1]
 * @param labels (N) class indices, int32
 */
export function scalarGradient(
  classifier: Classifier,
  pixels: tf.Tensor4D,
  labels: tf.Tensor1D,
  { of, kernel }: Pick<GradientScalar, 'of' | 'kernel'>,
): LossInputGradient {
  return inputGradient(classifier, pixels, {
    of: (logits) => of(logitTerms(logits, labels)),
    ...(kernel === undefined ? {} : { fused: { name: kernel, labels, targets: null } }),
  })
}

/** @param logits (N, classes) */
export function logitTerms(logits: tf.Tensor2D, labels: tf.Tensor1D): LogitTerms {
  const mask = () => maskOf(labels, logits.shape[1])
  return {
    crossEntropy: () => crossEntropy(logits, labels),
    trueLogit: () => logitAt(logits, mask()),
    largestOther: () => logitAt(logits, largest(logits, 1, mask())[0] as tf.Tensor2D),
  }
}
