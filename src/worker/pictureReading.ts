/** @file Gives the engine's evaluation the pictures of the data sets that are open in the worker. */
import type { PictureReading } from '../engine/evaluation/readPictures'
import type { DataSets } from '../pictures/datasets/dataSets'
import { matchClasses } from '../pictures/datasets/matchClasses'
import { toPixels01 } from '../pictures/datasets/pixelBytes'
import type { Pixels01 } from '../units'

/** Pictures that are decoded before who waits for them is asked whether they still do. */
const BATCH_SIZE = 16

export const readingFrom = (dataSets: DataSets): PictureReading => ({
  async readDataSet(id, indices, side, control) {
    const dataSet = dataSets.get(id)
    const perPicture = side * side * 3
    const read = {
      indices: [] as number[],
      labels: [] as number[],
      pixels: new Float32Array(indices.length * perPicture),
    }
    for await (const batch of dataSet.read(indices, { side, batchSize: BATCH_SIZE, control })) {
      read.pixels.set(toPixels01(batch.pixels), read.indices.length * perPicture)
      read.indices.push(...batch.indices)
      read.labels.push(...batch.labels)
    }
    // Pictures that can not be read are missing.
    const pixels = read.pixels.subarray(0, read.indices.length * perPicture) as Pixels01
    return { indices: read.indices, labels: read.labels, classes: dataSet.classes, pixels, side }
  },
  matchClasses: (sourceClasses, modelClasses) => matchClasses(sourceClasses, modelClasses).toModel,
})
