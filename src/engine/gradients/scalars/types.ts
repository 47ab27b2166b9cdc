import type { FusedLossName } from '../../backend/webgpuKernels/losses'
import type { Tensor1D } from '../../tf'

/** What of each image's logits z a scalar can be made of, each (N). Differentiable in the logits. */
export interface LogitTerms {
  /** Cross-entropy at the label y, in nats. */
  readonly crossEntropy: () => Tensor1D
  /** The logit of the label, z_y. */
  readonly trueLogit: () => Tensor1D
  /**
   * The largest logit of the other classes. Of equal ones the first class is taken, so that where several are largest
   * its gradient is that of one of them alone.
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
  /** In a list of choices. */
  readonly label: string
  /** Within a sentence: "the gradient of the loss". */
  readonly name: string
  /** Of its gradient, as a title. */
  readonly title: string
  /** In formulas; "_" sets the letter after it as an index. */
  readonly symbol: string
  /** Of the scalar, for people; its gradient is in this unit per unit of a [0, 1] pixel. */
  readonly unit: string
  /** What its gradient shows, and how to read it, in a sentence or two. */
  readonly about: string
  /** Where the label's probability is above this, the scalar is flat, and its gradient small for any model. */
  readonly flatAbove?: number
  /** The same with its gradient in the logits as a fused kernel, where there is one. */
  readonly kernel?: FusedLossName
  readonly of: (terms: LogitTerms) => Tensor1D
}
