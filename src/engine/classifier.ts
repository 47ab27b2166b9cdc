/** @file A model that runs: pixels in [0, 1] to logits, normalising inside itself. */
import { countOf } from '../countOf'
import type { Architecture, Parameters } from './architectures/types'
import type { Manifest } from './checkpoints/manifest'
import { fuseNetwork } from './fused/fuseNetwork'
import type { NetworkBuilder } from './fused/networkBuilder'
import type { FusedNetwork } from './fused/types'
import { onPixels, rgbNormalisation, takePixels } from './inputsAndOutputs'
import * as tf from './tf'

export interface Classifier {
  readonly manifest: Manifest
  /** Owned by the classifier. */
  readonly parameters: Parameters
  readonly logits: LogitsFunction
  /** Resolves once all is compiled. Where the fused kernels do not compile, it computes without them from then on. */
  readonly ready: () => Promise<void>
  readonly dispose: () => void
}

export interface LogitsFunction {
  /** Logits (N, classes) of pixels (N, height, width, 3) in [0, 1]. Differentiable in the pixels. */
  (pixels: tf.Tensor4D): tf.Tensor2D
  /**
   * The same function as fused kernels, where the backend has some for it; for attacks, and never on a tape. It hangs
   * on the function, lest a function put around this one be taken for it.
   */
  fused?: FusedNetwork
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
  const logits: LogitsFunction = onPixels(manifest, { mean, std }, (normalised) => {
    const outputs = architecture.logits(prepared, settings, normalised)
    checkClasses(manifest, outputs.shape[1])
    return outputs
  })
  let fused: FusedNetwork | null
  try {
    fused = fuse(manifest, architecture, prepared, settings)
  } catch (error) {
    tf.dispose([prepared, mean, std])
    throw error
  }
  if (fused !== null) logits.fused = fused
  return {
    manifest,
    parameters,
    logits,
    async ready() {
      try {
        await fused?.ready
      } catch (error) {
        console.warn(
          `The fused kernels of "${manifest.name}" do not compile here: it goes on without them, slower.`,
          error,
        )
        delete logits.fused
        fused?.dispose()
      }
    },
    dispose() {
      fused?.dispose()
      tf.dispose([prepared, mean, std, [...parameters.values()]])
    },
  }
}

function fuse(
  manifest: Manifest,
  { build }: Architecture<unknown, unknown>,
  prepared: unknown,
  settings: unknown,
): FusedNetwork | null {
  if (build === undefined || manifest.outputs === 'probabilities') return null
  const { height, width } = manifest.input
  const ofPixels = (network: NetworkBuilder) => {
    takePixels(network, manifest)
    const outputs = build(prepared, settings, network)
    if (outputs !== null) checkClasses(manifest, outputs.size[2])
    return outputs
  }
  return fuseNetwork(ofPixels, [height, width, 3], rgbNormalisation(manifest.input))
}

/** A graph may claim another number of outputs than its nodes make: its classes would get the numbers of others. */
function checkClasses({ name, classes }: Manifest, outputs: number): void {
  if (outputs === classes.length) return
  throw new Error(
    `The model “${name}” gives ${countOf(outputs, 'number')} for each image where it has ${countOf(classes.length, 'class', 'classes')}; correct its classes or export it again.`,
  )
}

/** Logits (N, classes) of images (N, height, width, 3), by fused kernels where there are some; on no tape. */
export function logitsAt({ logits }: Pick<Classifier, 'logits'>, images: tf.Tensor4D): tf.Tensor2D {
  return logits.fused === undefined ? logits(images) : logits.fused.forward(images).logits
}
