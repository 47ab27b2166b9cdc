/** @file Reads a training run's pictures from a data set that is open in the worker, as bytes, with the model's own labels. */
import type { Manifest } from '../engine/checkpoints/manifest'
import type { JobControl } from '../engine/jobControl'
import type { PictureSet } from '../engine/training/pictureSet'
import type { SessionPictures } from '../engine/training/session'
import type { TrainingPicturesInput } from '../engine/training/types'
import type { DataSets } from '../pictures/datasets/dataSets'
import { matchClasses } from '../pictures/datasets/matchClasses'

/** Pictures that are decoded before who waits for them is asked whether they still do. */
const BATCH_SIZE = 16

/** The most that is kept of both together: the page, the model and its optimiser need memory too. */
const MAX_BYTES = 512 * 1024 * 1024

/**
 * Held-back pictures come from a split that is not trained on; where the data set tells of none, they are the first
 * of its shuffled pictures, and the others are trained on. Throws one sentence where none are left.
 */
export async function readTrainingPictures(
  dataSets: DataSets,
  { classes, input }: Manifest,
  { dataSetId, train, heldBack, seed }: TrainingPicturesInput,
  control: JobControl,
): Promise<SessionPictures> {
  const { name, splits } = dataSets.get(dataSetId)
  if (input.height !== input.width) {
    throw new Error(`The model takes ${input.width} x ${input.height} pixels; choose one that takes squares.`)
  }
  const bytes = (train + heldBack) * input.height * input.width * 3
  if (bytes > MAX_BYTES) {
    throw new Error(
      `${train + heldBack} pictures of ${input.width} x ${input.height} take ${Math.ceil(bytes / 1e6)} MB; choose fewer.`,
    )
  }
  const choose = (split: string | null, count: number) =>
    dataSets.subset({ id: dataSetId, split, count, seed, classLists: [classes] })
  const named = (wanted: string) => splits.find((split) => split.name === wanted)?.name ?? null
  const [trainSplit, otherSplit] = [named('train'), named('test') ?? named('validation')]
  let chosen: { train: readonly number[]; heldBack: readonly number[]; heldBackFrom: string }
  if (trainSplit !== null && otherSplit !== null) {
    chosen = {
      train: choose(trainSplit, train),
      heldBack: choose(otherSplit, heldBack),
      heldBackFrom: `its ${otherSplit} split`,
    }
  } else {
    const all = choose(null, train + heldBack)
    const first = Math.min(heldBack, Math.floor(all.length / 2))
    chosen = { train: all.slice(first), heldBack: all.slice(0, first), heldBackFrom: 'drawn from its pictures' }
  }
  const side = input.height
  const sets = {
    train: await read(dataSets, dataSetId, chosen.train, classes, side, control),
    heldBack: await read(dataSets, dataSetId, chosen.heldBack, classes, side, control),
    heldBackFrom: chosen.heldBackFrom,
  }
  if (sets.train.count === 0 || sets.heldBack.count === 0) {
    throw new Error(`${name} has too few pictures to train on some and judge by others; choose a larger set.`)
  }
  return sets
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
