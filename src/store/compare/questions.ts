/** @file The image and label for each model; models differ in input size and classes. */
import type { Manifest } from '../../engine/checkpoints/manifest'
import { fitKey, fitOf, type ImageFit } from '../../engine/checkpoints/resizing'
import type { PixelImage } from '../../units'
import type { AppState, ModelState } from '../types'

/** The image and class that a model's results are computed for. */
export interface Question {
  readonly image: PixelImage
  /** Class index, or null for the model's own prediction. */
  readonly label: number | null
}

/** The manifests of the models that are ready, in the order of their columns. */
export function readyManifests(models: readonly ModelState[]): Manifest[] {
  return models.flatMap((model) => (model.status === 'ready' ? [model.model.manifest] : []))
}

/** What images have to become for the models that are ready, each once, in ascending order of size. */
export function inputFits(models: readonly ModelState[]): ImageFit[] {
  const fits = readyManifests(models).map(({ input }) => fitOf(input))
  return [...new Map(fits.map((fit) => [fitKey(fit), fit])).values()].sort((a, b) => a.size - b.size)
}

/** Keys of `ShownImage.bySize` of the images that the models take that are ready. */
export const shownFits = (models: readonly ModelState[]): ReadonlySet<string> => new Set(inputFits(models).map(fitKey))

/** The current question for a model, or null while the model is not ready or the image is not decoded. */
export function questionOf(
  { models, image, label }: Pick<AppState, 'models' | 'image' | 'label'>,
  modelId: string,
): Question | null {
  const model = models.find(({ id }) => id === modelId)
  if (model?.status !== 'ready') return null
  const { input, classes } = model.model.manifest
  const decoded = image?.bySize[fitKey(fitOf(input))]
  return decoded ? { image: decoded.image, label: label === null ? null : findClass(classes, label) } : null
}

/** The index of the class with this name, or null. */
export function findClass(classes: readonly string[], name: string): number | null {
  const index = classes.indexOf(name)
  return index < 0 ? null : index
}
