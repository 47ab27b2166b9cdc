import { largest, logitAt, maskOf } from '../attacks/losses/order'
import type { Classifier } from '../classifier'
import type * as tf from '../tf'
import { crossEntropy } from './crossEntropy'
import { inputGradient, type LossInputGradient } from './lossInputGradient'
import type { GradientQuantity, LogitTerms } from './quantities/types'

/**
 * The gradient of a quantity with respect to the pixels: as `lossInputGradient`, with the quantity's values as its
 * losses. The caller owns the tensors.
 *
 * @param pixels (N, height, width, 3) in [0, 1]
 * @param labels (N) class indices, int32
 */
export function quantityGradient(
  classifier: Classifier,
  pixels: tf.Tensor4D,
  labels: tf.Tensor1D,
  { of, kernel }: Pick<GradientQuantity, 'of' | 'kernel'>,
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
