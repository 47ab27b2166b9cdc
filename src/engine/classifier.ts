/** @file A model that runs: pixels in [0, 1] to logits, normalising inside itself. */
import type { Architecture, Parameters } from './architectures/types'
import type { Manifest } from './checkpoints/manifest'
import * as tf from './tf'

export interface Classifier {
  readonly manifest: Manifest
  /** Owned by the classifier. */
  readonly parameters: Parameters
  /** Logits (N, classes) of pixels (N, height, width, 3) in [0, 1]. Differentiable in the pixels. */
  readonly logits: (pixels: tf.Tensor4D) => tf.Tensor2D
  readonly dispose: () => void
}

export function createClassifier(
  manifest: Manifest,
  architecture: Architecture<unknown, unknown>,
  settings: unknown,
  parameters: Parameters,
): Classifier {
  // Computed once, used in every pass; tidy hands what it returns to its caller, and keeps nothing where it throws.
  const { prepared, mean, std } = tf.tidy(() => ({
    prepared: architecture.prepare(parameters, settings) as tf.TensorContainer,
    mean: tf.tensor1d(manifest.input.mean),
    std: tf.tensor1d(manifest.input.std),
  }))
  return {
    manifest,
    parameters,
    logits: (pixels) => architecture.logits(prepared, settings, tf.div(tf.sub(pixels, mean), std)),
    dispose() {
      tf.dispose([prepared, mean, std, [...parameters.values()]])
    },
  }
}
