/** @file Reads a training run's pictures from a data set that is open in the worker, as bytes, with the model's own labels. */
import { byCount, countOf } from '../countOf'
import type { Manifest } from '../engine/checkpoints/manifest'
import type { JobControl } from '../engine/jobControl'
import type { PictureSet } from '../engine/training/pictureSet'
import type { SessionPictures } from '../engine/training/session'
import type { TrainingPicturesInput } from '../engine/training/types'
import { ambiguityWords } from '../pictures/datasets/ambiguousClasses'
import type { DataSets } from '../pictures/datasets/dataSets'
import { matchClasses } from '../pictures/datasets/matchClasses'

/** Pictures that are decoded before who waits for them is asked whether they still do. */
const BATCH_SIZE = 16

/** The most that is kept of both together: the page, the model and its optimiser need memory too. */
const MAX_BYTES = 512 * 1024 * 1024

/**
 * Held-back pictures come from a split that is not trained on; where the data set tells of none, they are the first
 * of its shuffled pictures, and the others are trained on. Neither are more than asked for; what could not be met is
 * told. Throws one sentence where none are left.
 */
export async function readTrainingPictures(
  dataSets: DataSets,
  { classes, input }: Manifest,
  asked: TrainingPicturesInput,
  control: JobControl,
): Promise<SessionPictures> {
  const { dataSetId } = asked
  const { name, classes: own } = dataSets.get(dataSetId)
  const chosen = choosePictures(dataSets, classes, asked)
  const count = chosen.train.length + chosen.heldBack.length
  const bytes = count * input.height * input.width * 3
  if (bytes > MAX_BYTES) {
    throw new Error(
      `The ${countOf(count, 'image')} of ${input.width} x ${input.height} ${byCount(count, 'takes', 'take')} ${Math.ceil(bytes / 1e6)} MB, and at most ${Math.floor(MAX_BYTES / 1e6)} MB are kept; choose fewer.`,
    )
  }
  const side = input.height
  const train = await read(dataSets, dataSetId, chosen.train, classes, side, control)
  const heldBack = await read(dataSets, dataSetId, chosen.heldBack, classes, side, control)
  if (train.count === 0 || heldBack.count === 0) {
    throw new Error(
      `The data set “${name}” has too few images to train on some and judge by others; choose a larger one.`,
    )
  }
  const unreadable = count - train.count - heldBack.count
  const shortage = shortageWords(name, asked, { train: train.count, heldBack: heldBack.count }, unreadable)
  const notes = [shortage, ambiguityWords(own, [classes])].filter((note) => note !== null)
  return { train, heldBack, heldBackFrom: chosen.heldBackFrom, shortage: notes.length > 0 ? notes.join(' ') : null }
}

interface ChosenPictures {
  /** Indices in the data set; none is in both lists. */
  readonly train: readonly number[]
  readonly heldBack: readonly number[]
  /** For people. */
  readonly heldBackFrom: string
}

function choosePictures(
  dataSets: DataSets,
  classes: readonly string[],
  { dataSetId, train, heldBack, seed }: TrainingPicturesInput,
): ChosenPictures {
  const { splits } = dataSets.get(dataSetId)
  const choose = (split: string | null, count: number) =>
    dataSets.subset({ id: dataSetId, split, count, seed, classLists: [classes] }).indices
  const named = (wanted: string) => splits.find((split) => split.name === wanted)?.name ?? null
  const [trainSplit, otherSplit] = [named('train'), named('test') ?? named('validation')]
  if (trainSplit !== null && otherSplit !== null) {
    return {
      train: choose(trainSplit, train),
      heldBack: choose(otherSplit, heldBack),
      heldBackFrom: `its ${otherSplit} split`,
    }
  }
  const all = choose(null, train + heldBack)
  // Too few for both: each has half of them, or what the other one leaves.
  const first = Math.min(heldBack, Math.max(Math.floor(all.length / 2), all.length - train))
  return { train: all.slice(first), heldBack: all.slice(0, first), heldBackFrom: 'drawn from its pictures' }
}

type Counts = Pick<TrainingPicturesInput, 'train' | 'heldBack'>

/** What of the pictures that were asked for is not there, and why. */
function shortageWords(name: string, asked: Counts, taken: Counts, unreadable: number): string | null {
  const missing = asked.train + asked.heldBack - taken.train - taken.heldBack
  if (missing === 0) return null
  const of = (count: number, most: number) => `${count.toLocaleString('en')} of ${most.toLocaleString('en')}`
  const reasons = [
    missing > unreadable && `“${name}” has no more of the model’s classes`,
    unreadable > 0 && `${unreadable.toLocaleString('en')} could not be read`,
  ]
  return (
    `Of the images asked for, ${of(taken.train, asked.train)} ${byCount(taken.train, 'is', 'are')} trained on and ${of(taken.heldBack, asked.heldBack)} held back: ` +
    `${reasons.filter(Boolean).join(', and ')}.`
  )
}

async function read(
  dataSets: DataSets,
  id: string,
  indices: readonly number[],
  classes: readonly string[],
  side: number,
  control: JobControl,
): Promise<PictureSet> {
  const dataSet = dataSets.get(id)
  const { toModel } = matchClasses(dataSet.classes, classes)
  const size = side * side * 3
  const pixels = new Uint8Array(indices.length * size)
  const labels: number[] = []
  for await (const batch of dataSet.read(indices, { side, batchSize: BATCH_SIZE, control })) {
    pixels.set(batch.pixels, labels.length * size)
    for (const label of batch.labels) labels.push(toModel[label] as number)
  }
  // Pictures that can not be read are missing.
  return { count: labels.length, height: side, width: side, pixels: pixels.slice(0, labels.length * size), labels }
}
