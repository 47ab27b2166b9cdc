/** @file From a loaded model to a function of its trained parameters. */
import { ACTIVATION_NAMES } from '../architectures/activationNames'
import { findArchitecture } from '../architectures/registry'
import type { Parameters } from '../architectures/types'
import type { Manifest } from '../checkpoints/manifest'
import type { ParametricModel } from '../objectives/types'
import * as tf from '../tf'

/** The manifest with another activation, which every architecture that names one can swap. null leaves it. */
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

/** The model that a manifest describes, at the given trained parameters. Owns no tensor. */
export function parametricModel(manifest: Manifest, frozen: Parameters, trained: Parameters): ParametricModel {
  const architecture = findArchitecture(manifest.architecture.name)
  const settings = architecture.parseSettings(manifest.architecture)
  const { mean, std } = manifest.input
  return {
    trained,
    classes: manifest.classes.length,
    mean,
    std,
    bind(values) {
      const prepared = architecture.prepare(new Map([...frozen, ...values]), settings)
      return (pixels) => architecture.logits(prepared, settings, tf.div(tf.sub(pixels, mean), std) as tf.Tensor4D)
    },
  }
}
