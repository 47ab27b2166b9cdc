/** @file Reads images from their sources, with a model's own class indices. */
import type { Pixels01 } from '../../units'
import type { ImageFit } from '../checkpoints/resizing'
import type { Classifier } from '../classifier'
import type { JobControl } from '../jobControl'
import type { ImageSource, LabelledImages } from './types'

/** Functions passed to the engine, since it opens no files itself. */
export interface ImageReading {
  /** Images of an open data set, in this order, without unreadable ones. Throws one sentence if it is not open. */
  readonly readDataSet: (
    id: string,
    indices: readonly number[],
    fit: ImageFit,
    control: JobControl,
  ) => Promise<LabelledImages>
  /** The model's class index for each class of a source, or -1. */
  readonly matchClasses: (sourceClasses: readonly string[], modelClasses: readonly string[]) => ArrayLike<number>
}

export const readImages = (
  source: ImageSource,
  fit: ImageFit,
  { readDataSet }: ImageReading,
  control: JobControl,
): Promise<LabelledImages> =>
  source.kind === 'given' ? Promise.resolve(source.images) : readDataSet(source.id, source.indices, fit, control)

/** The model's class index of each image. Throws one sentence if the model lacks a class or takes another size. */
export function labelsFor(
  { manifest: { name, classes, input } }: Classifier,
  images: LabelledImages,
  { matchClasses }: ImageReading,
): number[] {
  const { size } = images
  if (input.height !== size || input.width !== size) {
    throw new Error(
      `The images are ${size} × ${size} where "${name}" takes ${input.width} × ${input.height}; choose models of one size.`,
    )
  }
  const toModel = matchClasses(images.classes, classes)
  return images.labels.map((label) => {
    const own = toModel[label]
    if (own !== undefined && own >= 0) return own
    throw new Error(
      `An image's class is "${images.classes[label]}", which "${name}" does not know; leave such images out.`,
    )
  })
}

/** The images at `places`, one after another. */
export function pickPixels({ pixels, size }: LabelledImages, places: readonly number[]): Pixels01 {
  const perImage = size * size * 3
  const picked = new Float32Array(places.length * perImage)
  for (const [i, place] of places.entries()) {
    picked.set(pixels.subarray(place * perImage, (place + 1) * perImage), i * perImage)
  }
  return picked as Pixels01
}

/** Images of one size, one after another. */
export function joinPixels(images: readonly Float32Array[]): Float32Array {
  const size = images[0]?.length ?? 0
  const all = new Float32Array(images.length * size)
  for (const [place, image] of images.entries()) all.set(image, place * size)
  return all
}
