/** @file From a loaded model to a function of its trained parameters. */
import { ACTIVATION_NAMES } from '../architectures/activationNames'
import { findArchitecture } from '../architectures/registry'
import type { Parameters } from '../architectures/types'
import type { Manifest } from '../checkpoints/manifest'
import { onPixels, rgbNormalisation } from '../inputsAndOutputs'
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

/** The model of a manifest, at the given trained parameters. Owns no tensor. */
export function parametricModel(manifest: Manifest, frozen: Parameters, trained: Parameters): ParametricModel {
  const architecture = findArchitecture(manifest.architecture.name)
  const settings = architecture.parseSettings(manifest.architecture)
  return {
    trained,
    classes: manifest.classes.length,
    ...rgbNormalisation(manifest.input),
    bind(values) {
      const prepared = architecture.prepare(new Map([...frozen, ...values]), settings)
      return onPixels(manifest, manifest.input, (normalised) => architecture.logits(prepared, settings, normalised))
    },
  }
}
