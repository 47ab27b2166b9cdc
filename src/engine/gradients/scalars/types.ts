import type { FusedLossName } from '../../backend/webgpuKernels/losses'
import type { Tensor1D } from '../../tf'

/** Functions of each image's logits z from which a scalar is built, each (N). Differentiable in the logits. */
export interface LogitTerms {
  /** Cross-entropy at the label y, in nats. */
  readonly crossEntropy: () => Tensor1D
  /** The logit of the label, z_y. */
  readonly trueLogit: () => Tensor1D
  /**
   * The largest logit of the other classes. Among equal ones the first class is taken, so that its gradient is always
   * that of a single class.
   */
  readonly largestOther: () => Tensor1D
}

/**
 * A scalar of the logits whose gradient with respect to the pixels can be looked at, with its words.
 *
 * Adding one is one file and one line in the registry. These files import only types: the page reads the words, and
 * must not load tfjs for them.
 */
export interface GradientScalar {
  /** As in the manifests' `figures.gradients`. */
  readonly id: string
  /** Its name in a list of choices. */
  readonly label: string
  /** Its name within a sentence: "the gradient of the loss". */
  readonly name: string
  /** The title of its gradient. */
  readonly title: string
  /** Its symbol in formulas; "_" makes the next letter an index. */
  readonly symbol: string
  /** The unit of the scalar, as displayed; its gradient is in this unit per unit of a [0, 1] pixel. */
  readonly unit: string
  /** What its gradient shows, and how to read it, in a sentence or two. */
  readonly about: string
  /** Where the label's probability is above this, the scalar is flat, and its gradient small for any model. */
  readonly flatAbove?: number
  /** The same, with its gradient in the logits, as a fused kernel, if there is one. */
  readonly kernel?: FusedLossName
  readonly of: (terms: LogitTerms) => Tensor1D
}
