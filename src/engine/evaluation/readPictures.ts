/** @file From where pictures lie to pictures with a model's own class indices. */
import type { Pixels01 } from '../../units'
import type { Classifier } from '../classifier'
import type { JobControl } from '../jobControl'
import type { LabelledPictures, PictureSource } from './types'

/** What the engine has to be given, since it opens no files itself. */
export interface PictureReading {
  /** Pictures of an open data set, in this order, without those that can not be read. Throws one sentence where it is not open. */
  readonly readDataSet: (
    id: string,
    indices: readonly number[],
    side: number,
    control: JobControl,
  ) => Promise<LabelledPictures>
  /** For each class of a source the model's class index, or -1. */
  readonly matchClasses: (sourceClasses: readonly string[], modelClasses: readonly string[]) => ArrayLike<number>
}

export const readPictures = (
  source: PictureSource,
  side: number,
  { readDataSet }: PictureReading,
  control: JobControl,
): Promise<LabelledPictures> =>
  source.kind === 'given' ? Promise.resolve(source.pictures) : readDataSet(source.id, source.indices, side, control)

/** The pictures' class indices of the model. Throws one sentence where it knows a class not, or takes another size. */
export function labelsFor(
  { manifest: { name, classes, input } }: Classifier,
  pictures: LabelledPictures,
  { matchClasses }: PictureReading,
): number[] {
  const { side } = pictures
  if (input.height !== side || input.width !== side) {
    throw new Error(
      `The pictures are ${side} x ${side} where "${name}" takes ${input.width} x ${input.height}; choose models of one size.`,
    )
  }
  const toModel = matchClasses(pictures.classes, classes)
  return pictures.labels.map((label) => {
    const own = toModel[label]
    if (own !== undefined && own >= 0) return own
    throw new Error(
      `A picture's class is "${pictures.classes[label]}", which "${name}" does not know; leave such pictures out.`,
    )
  })
}

/** The pictures at `places`, one after another. */
export function pickPixels({ pixels, side }: LabelledPictures, places: readonly number[]): Pixels01 {
  const perPicture = side * side * 3
  const picked = new Float32Array(places.length * perPicture)
  for (const [i, place] of places.entries()) {
    picked.set(pixels.subarray(place * perPicture, (place + 1) * perPicture), i * perPicture)
  }
  return picked as Pixels01
}

/** Pictures of one size, one after another. */
export function joinPixels(pictures: readonly Float32Array[]): Float32Array {
  const size = pictures[0]?.length ?? 0
  const all = new Float32Array(pictures.length * size)
  for (const [place, picture] of pictures.entries()) all.set(picture, place * size)
  return all
}
