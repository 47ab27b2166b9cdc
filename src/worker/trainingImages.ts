/** @file Reads a training run's images from a data set that is open in the worker, as bytes, with the model's own labels. */

import { byCount, countOf } from '../countOf'
import type { Manifest } from '../engine/checkpoints/manifest'
import { fitOf, type ImageFit } from '../engine/checkpoints/resizing'
import type { JobControl } from '../engine/jobControl'
import type { SessionImages } from '../engine/training/session'
import type { TrainingImages } from '../engine/training/trainingImages'
import type { TrainingImagesInput } from '../engine/training/types'
import { ambiguityWords } from '../images/datasets/ambiguousClasses'
import type { DataSets } from '../images/datasets/dataSets'
import { MAX_TRAINING_BYTES } from '../images/datasets/limits'
import { matchClasses } from '../images/datasets/matchClasses'

/** Images decoded between two checks for cancellation. */
const BATCH_SIZE = 16

/**
 * Held-out images come from a split that is not trained on. If the data set has none, they are the first of its
 * shuffled images, and the others are trained on. There may be fewer of either than requested, which is reported.
 * Throws one sentence if none are left, or if those to train on are of a single class.
 */
export async function readTrainingImages(
  dataSets: DataSets,
  { classes, input }: Manifest,
  asked: TrainingImagesInput,
  control: JobControl,
): Promise<SessionImages> {
  const { dataSetId } = asked
  const { name, classes: own } = dataSets.get(dataSetId)
  const chosen = chooseImages(dataSets, classes, asked)
  const count = chosen.train.length + chosen.heldOut.length
  const bytes = count * input.height * input.width * 3
  if (bytes > MAX_TRAINING_BYTES) {
    throw new Error(
      `The ${countOf(count, 'image')} of ${input.width} × ${input.height} ${byCount(count, 'takes', 'take')} ${Math.ceil(bytes / 1e6)} MB, and at most ${Math.floor(MAX_TRAINING_BYTES / 1e6)} MB are kept; choose fewer.`,
    )
  }
  const fit = fitOf(input)
  const train = await read(dataSets, dataSetId, chosen.train, classes, fit, control)
  const heldOut = await read(dataSets, dataSetId, chosen.heldOut, classes, fit, control)
  if (train.count === 0 || heldOut.count === 0) {
    throw new Error(`The data set “${name}” has too few images for training and evaluation; choose a larger one.`)
  }
  const [only, ...others] = classesIn(train, classes)
  if (others.length === 0) {
    throw new Error(
      `A training needs images of at least two classes, and those of “${name}” to train on are of “${only}” alone; choose images of more of the model’s classes, or more images.`,
    )
  }
  const unreadable = count - train.count - heldOut.count
  const shortage = shortageWords(name, asked, { train: train.count, heldOut: heldOut.count }, unreadable)
  const notes = [shortage, oneClassWords(heldOut, classes), ambiguityWords(own, [classes])].filter(
    (note) => note !== null,
  )
  return { train, heldOut, heldOutFrom: chosen.heldOutFrom, shortage: notes.length > 0 ? notes.join(' ') : null }
}

interface ChosenImages {
  /** Indices in the data set; none is in both lists. */
  readonly train: readonly number[]
  readonly heldOut: readonly number[]
  /** For people. */
  readonly heldOutFrom: string
}

function chooseImages(
  dataSets: DataSets,
  classes: readonly string[],
  { dataSetId, train, heldOut, seed }: TrainingImagesInput,
): ChosenImages {
  const { splits } = dataSets.get(dataSetId)
  const choose = (split: string | null, count: number) =>
    dataSets.subset({ id: dataSetId, split, count, seed, classLists: [classes] }).indices
  const named = (wanted: string) => splits.find((split) => split.name === wanted)?.name ?? null
  const [trainSplit, otherSplit] = [named('train'), named('test') ?? named('validation')]
  if (trainSplit !== null && otherSplit !== null) {
    return {
      train: choose(trainSplit, train),
      heldOut: choose(otherSplit, heldOut),
      heldOutFrom: `its ${otherSplit} split`,
    }
  }
  const all = choose(null, train + heldOut)
  // Too few for both: each gets half, or what the other leaves.
  const first = Math.min(heldOut, Math.max(Math.floor(all.length / 2), all.length - train))
  return { train: all.slice(first), heldOut: all.slice(0, first), heldOutFrom: 'drawn from its images' }
}

/** Of the images, by name. */
const classesIn = ({ labels }: TrainingImages, classes: readonly string[]): string[] =>
  [...new Set(Array.from(labels))].map((label) => classes[label] as string)

/** A caveat about figures on held-out images of a single class, or null. */
function oneClassWords(heldOut: TrainingImages, classes: readonly string[]): string | null {
  const [only, ...others] = classesIn(heldOut, classes)
  if (others.length > 0 || heldOut.count === 1) return null
  return `All held-out images are of “${only}”, so measurements on them say nothing about other classes.`
}

type Counts = Pick<TrainingImagesInput, 'train' | 'heldOut'>

/** Which requested images are missing, and why. */
function shortageWords(name: string, asked: Counts, taken: Counts, unreadable: number): string | null {
  const missing = asked.train + asked.heldOut - taken.train - taken.heldOut
  if (missing === 0) return null
  const of = (count: number, most: number) => `${count.toLocaleString('en')} of ${most.toLocaleString('en')}`
  const reasons = [
    missing > unreadable && `“${name}” has no more of the model’s classes`,
    unreadable > 0 && `${unreadable.toLocaleString('en')} could not be read`,
  ]
  return (
    `Of the images asked for, ${of(taken.train, asked.train)} ${byCount(taken.train, 'is', 'are')} trained on and ${of(taken.heldOut, asked.heldOut)} held out: ` +
    `${reasons.filter(Boolean).join(', and ')}.`
  )
}

async function read(
  dataSets: DataSets,
  id: string,
  indices: readonly number[],
  classes: readonly string[],
  fit: ImageFit,
  control: JobControl,
): Promise<TrainingImages> {
  const dataSet = dataSets.get(id)
  const { toModel } = matchClasses(dataSet.classes, classes)
  const { size } = fit
  const perImage = size * size * 3
  const pixels = new Uint8Array(indices.length * perImage)
  const labels: number[] = []
  for await (const batch of dataSet.read(indices, { ...fit, batchSize: BATCH_SIZE, control })) {
    pixels.set(batch.pixels, labels.length * perImage)
    for (const label of batch.labels) labels.push(toModel[label] as number)
  }
  // Images that cannot be read are missing.
  return { count: labels.length, height: size, width: size, pixels: pixels.slice(0, labels.length * perImage), labels }
}
