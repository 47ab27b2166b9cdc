import { argMax } from '../../numbers/argMax'
import { rowsFor } from '../attacks/loop/batch'
import { batchSizeFor } from '../batchSize'
import { type Classifier, logitsAt } from '../classifier'
import { finite } from '../finite'
import type { JobControl } from '../jobControl'
import * as tf from '../tf'

/** Logits of each of `count` images, (count, height, width, 3). They may not be finite: the caller checks. */
export async function logitsOf(
  classifier: Classifier,
  pixels: Float32Array,
  count: number,
  control: JobControl,
): Promise<Float32Array[]> {
  const { height, width } = classifier.manifest.input
  const perImage = height * width * 3
  const batchSize = batchSizeFor({ height, width })
  const all: Float32Array[] = []
  while (all.length < count) {
    await control.checkpoint(all.length, count)
    const members = Math.min(batchSize, count - all.length)
    const rows = rowsFor(members, batchSize)
    const values = new Float32Array(rows * perImage)
    values.set(pixels.subarray(all.length * perImage, (all.length + members) * perImage))
    const logits = tf.tidy(() => logitsAt(classifier, tf.tensor4d(values, [rows, height, width, 3])))
    try {
      const read = (await logits.data()) as Float32Array
      const classes = read.length / rows
      for (let row = 0; row < members; row++) all.push(read.slice(row * classes, (row + 1) * classes))
    } finally {
      logits.dispose()
    }
  }
  return all
}

/** The model's prediction for each image. Throws one sentence if its logits are not finite. */
export async function predict(
  classifier: Classifier,
  pixels: Float32Array,
  count: number,
  control: JobControl,
): Promise<number[]> {
  const logits = await logitsOf(classifier, pixels, count, control)
  return logits.map((row) => argMax(finite(row, classifier, 'logits')))
}
