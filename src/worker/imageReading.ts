/** @file Provides images of the worker's open data sets to the engine's evaluation. */
import type { ImageReading } from '../engine/evaluation/readImages'
import type { DataSets } from '../images/datasets/dataSets'
import { matchClasses } from '../images/datasets/matchClasses'
import { toPixels01 } from '../images/datasets/pixelBytes'
import type { Pixels01 } from '../units'

/** Images decoded between two checks for cancellation. */
const BATCH_SIZE = 16

export const readingFrom = (dataSets: DataSets): ImageReading => ({
  async readDataSet(id, indices, fit, control) {
    const { size } = fit
    const dataSet = dataSets.get(id)
    const perImage = size * size * 3
    const read = {
      indices: [] as number[],
      labels: [] as number[],
      pixels: new Float32Array(indices.length * perImage),
    }
    for await (const batch of dataSet.read(indices, { ...fit, batchSize: BATCH_SIZE, control })) {
      read.pixels.set(toPixels01(batch.pixels), read.indices.length * perImage)
      for (const index of batch.indices) read.indices.push(index)
      for (const label of batch.labels) read.labels.push(label)
    }
    // Images that cannot be read are missing.
    const pixels = read.pixels.subarray(0, read.indices.length * perImage) as Pixels01
    return { indices: read.indices, labels: read.labels, classes: dataSet.classes, pixels, size }
  },
  matchClasses: (sourceClasses, modelClasses) => matchClasses(sourceClasses, modelClasses).toModel,
})
