/** @file From a loaded model to a function of its trained parameters. */
import { ACTIVATION_NAMES } from '../architectures/activationNames'
import { findArchitecture } from '../architectures/registry'
import type { Parameters } from '../architectures/types'
import type { Manifest } from '../checkpoints/manifest'
import type { Build } from '../fused/fuseNetwork'
import type { TrainingNetwork } from '../fused/training/trainingNetwork'
import { onPixels, rgbNormalisation, takePixels } from '../inputsAndOutputs'
import type { ParametricModel } from '../objectives/types'

/** The manifest with another activation, for architectures that name one. null keeps it. */
export function withActivation(manifest: Manifest, activation: string | null): Manifest {
  if (activation === null) return manifest
  if (!('activation' in manifest.architecture)) {
    throw new Error(`The architecture "${manifest.architecture.name}" has no activation to swap; choose to leave it.`)
  }
  if (!(ACTIVATION_NAMES as readonly string[]).includes(activation)) {
    throw new Error(`The activation "${activation}" is unknown; choose one of ${ACTIVATION_NAMES.join(', ')}.`)
  }
  return { ...manifest, architecture: { ...manifest.architecture, activation } }
}

/**
 * The model of a manifest, at the given trained parameters. Owns no tensor.
 *
 * @param fused runs it by fused kernels, where there are some for it; the same at every step
 */
export function parametricModel(
  manifest: Manifest,
  frozen: Parameters,
  trained: Parameters,
  fused: TrainingNetwork | null = null,
): ParametricModel {
  const architecture = findArchitecture(manifest.architecture.name)
  const settings = architecture.parseSettings(manifest.architecture)
  const { input, outputs } = manifest
  const { build } = architecture
  const normalisation = rgbNormalisation(input)
  return {
    trained,
    classes: manifest.classes.length,
    ...normalisation,
    bind(values, derivatives = 'first') {
      const prepared = architecture.prepare(new Map([...frozen, ...values]), settings)
      if (fused !== null && build !== undefined && outputs !== 'probabilities') {
        const ofPixels: Build = (network) => {
          takePixels(network, manifest)
          return build(prepared, settings, network)
        }
        const forward = fused.bind(ofPixels, [input.height, input.width, 3], normalisation, derivatives)
        if (forward !== null) return forward
      }
      return onPixels(manifest, input, (normalised) => architecture.logits(prepared, settings, normalised))
    },
  }
}
