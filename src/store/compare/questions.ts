/** @file What each model is asked: models differ in the size of their input and in their classes. */
import type { Manifest } from '../../engine/checkpoints/manifest'
import type { PixelImage } from '../../units'
import type { AppState, ModelState } from '../types'

/** The image and the class that a model's values belong to. */
export interface Question {
  readonly image: PixelImage
  /** Class index, or null for the model's own prediction. */
  readonly label: number | null
}

/** The manifests of the models that are ready, in the order of their columns. */
export function readyManifests(models: readonly ModelState[]): Manifest[] {
  return models.flatMap((model) => (model.status === 'ready' ? [model.model.manifest] : []))
}

/** Input sizes in pixels of the models that are ready, from small to large. */
export function inputSizes(models: readonly ModelState[]): number[] {
  const sizes = readyManifests(models).map(({ input }) => input.height)
  return [...new Set(sizes)].sort((a, b) => a - b)
}

/** What a model is to be asked now, or null while it is not ready or its image is not decoded. */
export function questionOf(
  { models, image, label }: Pick<AppState, 'models' | 'image' | 'label'>,
  modelId: string,
): Question | null {
  const model = models.find(({ id }) => id === modelId)
  if (model?.status !== 'ready') return null
  const { input, classes } = model.model.manifest
  const decoded = image?.bySize[input.height]
  return decoded ? { image: decoded.image, label: label === null ? null : findClass(classes, label) } : null
}

/** The index of a class, or null where there is none of this name. */
export function findClass(classes: readonly string[], name: string): number | null {
  const index = classes.indexOf(name)
  return index < 0 ? null : index
}
