/** @file The image and label for each model; models differ in input size and classes. */
import type { Manifest } from '../../engine/checkpoints/manifest'
import { fitKey, fitOf, type ImageFit } from '../../engine/checkpoints/resizing'
import type { PixelImage } from '../../units'
import type { AppState, ModelState, ShownImage } from '../types'

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

/**
 * The manifest that the page chooses an image for by itself: that of the first column whose model has not failed, so that an
 * address shows the same image whichever model is loaded first. null while it loads.
 */
export function leadingManifest(models: readonly ModelState[]): Manifest | null {
  const first = models.find(({ status }) => status !== 'failed')
  return first?.status === 'ready' ? first.model.manifest : null
}

/** The manifest of a model that is ready. */
export function readyManifest(models: readonly ModelState[], id: string): Manifest | undefined {
  const found = models.find((model) => model.id === id)
  return found?.status === 'ready' ? found.model.manifest : undefined
}

/** What images have to become for the models that are ready, each once, in ascending order of size. */
export function inputFits(models: readonly ModelState[]): ImageFit[] {
  const fits = readyManifests(models).map(({ input }) => fitOf(input))
  return [...new Map(fits.map((fit) => [fitKey(fit), fit])).values()].sort((a, b) => a.size - b.size)
}

/** Keys of `ShownImage.bySize` of the images that the models take that are ready. */
export const shownFits = (models: readonly ModelState[]): ReadonlySet<string> => new Set(inputFits(models).map(fitKey))

/** The image at each size and crop of the models that are ready; until one is, at every size that was decoded. */
export function shownImages(
  { bySize }: ShownImage,
  models: readonly ModelState[],
): { fit: string; image: PixelImage }[] {
  const fits = shownFits(models)
  const decoded = Object.entries(bySize).map(([fit, { image }]) => ({ fit, image }))
  const taken = decoded.filter(({ fit }) => fits.has(fit))
  return taken.length > 0 ? taken : decoded
}

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
