import { type FusedLossName, fusedLoss, LOSS } from '../backend/webgpuKernels/losses'
import { hasKernel } from '../backend/webgpuKernels/runShader'
import type { Classifier } from '../classifier'
import type { FusedNetwork } from '../fused/types'
import * as tf from '../tf'
import { crossEntropy } from './crossEntropy'

// A type rather than an interface, as tf.tidy accepts only types that can be indexed.
export type LossInputGradient = {
  /** Each image's own (N). */
  readonly losses: tf.Tensor1D
  /** (N, classes) */
  readonly logits: tf.Tensor2D
  /** Gradient of each image's own loss with respect to its [0, 1] pixels (N, height, width, 3). */
  readonly gradient: tf.Tensor4D
}

/**
 * The natural input gradient of the paper: that of the cross-entropy with
 * respect to the pixels. Losses are summed, so that an image's gradient does
 * not depend on its batch. The caller owns the tensors and disposes of them;
 * an enclosing tf.tidy does not.
 *
 * @param pixels (N, height, width, 3) in [0, 1]
 * @param labels (N) class indices, int32
 */
export const lossInputGradient = (
  classifier: Classifier,
  pixels: tf.Tensor4D,
  labels: tf.Tensor1D,
): LossInputGradient =>
  inputGradient(classifier, pixels, {
    of: (logits) => crossEntropy(logits, labels),
    fused: { name: 'crossEntropy', labels, targets: null },
  })

export interface LogitLoss {
  /** Each image's own loss (N) of logits (N, classes). */
  readonly of: (logits: tf.Tensor2D) => tf.Tensor1D
  /** The same loss as a fused kernel, with the classes (N), int32, for which it is computed. */
  readonly fused?: {
    readonly name: FusedLossName
    readonly labels: tf.Tensor1D
    readonly targets: tf.Tensor1D | null
  }
}

/** The same for any loss; by fused kernels if the classifier has them. */
export function inputGradient(classifier: Classifier, pixels: tf.Tensor4D, loss: LogitLoss): LossInputGradient {
  const { fused } = classifier.logits
  return tf.tidy(() => (fused === undefined ? byTape(classifier, pixels, loss) : byKernels(fused, pixels, loss)))
}

function byTape(classifier: Classifier, pixels: tf.Tensor4D, loss: LogitLoss): LossInputGradient {
  const kept: { logits?: tf.Tensor2D; losses?: tf.Tensor1D } = {}
  const gradient = tf.grad((x) => {
    const logits = classifier.logits(x as tf.Tensor4D)
    const losses = loss.of(logits)
    kept.logits = tf.keep(logits)
    kept.losses = tf.keep(losses)
    return tf.sum(losses)
  })(pixels) as tf.Tensor4D
  return { losses: kept.losses as tf.Tensor1D, logits: kept.logits as tf.Tensor2D, gradient }
}

function byKernels(network: FusedNetwork, pixels: tf.Tensor4D, loss: LogitLoss): LossInputGradient {
  const pass = network.forward(pixels)
  const { losses, gradient } = lossAndGradient(pass.logits, loss)
  return { losses: tf.keep(losses), logits: tf.keep(pass.logits), gradient: pass.backward(gradient) }
}

function lossAndGradient(logits: tf.Tensor2D, { of, fused }: LogitLoss) {
  if (fused !== undefined && hasKernel(LOSS)) return fusedLoss(fused.name, logits, fused.labels, fused.targets)
  let losses = null as tf.Tensor1D | null
  const gradient = tf.grad((z) => {
    losses = of(z as tf.Tensor2D)
    return tf.sum(tf.keep(losses))
  })(logits)
  return { losses: losses as unknown as tf.Tensor1D, gradient: gradient as tf.Tensor2D }
}
