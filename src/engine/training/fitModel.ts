/** @file Checks whether model, settings and images fit together, before a tensor is made. */
import { findArchitecture } from '../architectures/registry'
import type { Manifest } from '../checkpoints/manifest'
import type { TrainingSettings } from './settings'
import { trainedNames } from './trainedParameters'
import { checkImageSet, type TrainingImages } from './trainingImages'

type Shapes = ReadonlyMap<string, readonly number[]>

export interface FittedModel {
  /** Shapes of the trained parameters, and of all others. */
  readonly trained: Shapes
  readonly frozen: Shapes
}

/** Throws one sentence that says what does not fit. */
export function fitModel(manifest: Manifest, settings: TrainingSettings, images: TrainingImages): FittedModel {
  const { height, width, channels } = manifest.input
  if (images.height !== height || images.width !== width) {
    throw new Error(
      `The images are ${images.width} × ${images.height} where "${manifest.name}" takes ${width} × ${height}; choose another set.`,
    )
  }
  checkImageSet(images, manifest.classes.length)
  const architecture = findArchitecture(manifest.architecture.name)
  const parsed = architecture.parseSettings(manifest.architecture)
  architecture.checkInput?.(parsed, height, width, channels)
  const shapes = architecture.parameterShapes(parsed, manifest.classes.length)
  const chosen = new Set(trainedNames([...shapes.keys()], settings.trained))
  return {
    trained: new Map([...shapes].filter(([name]) => chosen.has(name))),
    frozen: new Map([...shapes].filter(([name]) => !chosen.has(name))),
  }
}
