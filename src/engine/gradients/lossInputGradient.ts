import type { Classifier } from '../classifier'
import * as tf from '../tf'
import { crossEntropy } from './crossEntropy'

// A type, not an interface: tf.tidy takes only types that may be indexed.
export type LossInputGradient = {
  /** Each picture's own (N). */
  readonly losses: tf.Tensor1D
  /** (N, classes) */
  readonly logits: tf.Tensor2D
  /** Gradient of each picture's own loss with respect to its [0, 1] pixels (N, height, width, 3). */
  readonly gradient: tf.Tensor4D
}

/**
 * The natural input gradient of the paper: that of the cross-entropy with
 * respect to the pixels. Losses are summed, so that a picture's gradient does
 * not depend on the batch that it came in. The caller owns the tensors and
 * disposes of them: an enclosing tf.tidy does not.
 *
 * @param pixels (N, height, width, 3) in [0, 1]
 * @param labels (N) class indices, int32
 */
export const lossInputGradient = (
  classifier: Classifier,
  pixels: tf.Tensor4D,
  labels: tf.Tensor1D,
): LossInputGradient => inputGradient(classifier, pixels, (logits) => crossEntropy(logits, labels))

/** The same of any loss: `lossOf` takes logits (N, classes) and returns each picture's own loss (N). */
export function inputGradient(
  classifier: Classifier,
  pixels: tf.Tensor4D,
  lossOf: (logits: tf.Tensor2D) => tf.Tensor1D,
): LossInputGradient {
  return tf.tidy(() => {
    const kept: { logits?: tf.Tensor2D; losses?: tf.Tensor1D } = {}
    const gradient = tf.grad((x) => {
      const logits = classifier.logits(x as tf.Tensor4D)
      const losses = lossOf(logits)
      kept.logits = tf.keep(logits)
      kept.losses = tf.keep(losses)
      return tf.sum(losses)
    })(pixels) as tf.Tensor4D
    return { losses: kept.losses as tf.Tensor1D, logits: kept.logits as tf.Tensor2D, gradient }
  })
}
