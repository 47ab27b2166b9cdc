/** @file What the model says of the clean images, before any run. */
import { argMax } from '../../../numbers/argMax'
import { logitsAt } from '../../classifier'
import * as tf from '../../tf'
import { type AttackTask, createBatch, disposeBatch, rowsFor } from './batch'
import type { ImageResult } from './imageResult'
import type { Pacing } from './pacing'
import { noPasses } from './passes'

/** Logits of every image, read once a batch. */
export async function readCleanLogits(task: AttackTask, batchSize: number, pacing: Pacing): Promise<Float32Array[]> {
  const all: Float32Array[] = []
  while (all.length < task.labels.length) {
    const members = Array.from(
      { length: Math.min(batchSize, task.labels.length - all.length) },
      (_, i) => all.length + i,
    )
    const batch = createBatch(task, members, rowsFor(members.length, batchSize), 0, null)
    try {
      const logits = tf.tidy(() => logitsAt(task.classifier, batch.ball.pixels))
      try {
        const values = (await logits.data()) as Float32Array
        const classCount = logits.shape[1]
        for (const row of members.keys()) all.push(values.slice(row * classCount, (row + 1) * classCount))
      } finally {
        logits.dispose()
      }
    } finally {
      disposeBatch(batch)
    }
    await pacing.report()
  }
  return all
}

export function cleanResult(task: AttackTask, image: number, logits: Float32Array): ImageResult {
  const perImage = task.pixels.length / task.labels.length
  const predicted = argMax(logits)
  return {
    fooled: task.targets === null ? predicted !== task.labels[image] : predicted === task.targets[image],
    attacked: task.pixels.slice(image * perImage, (image + 1) * perImage),
    logits,
    cleanLogits: logits,
    zeroGradient: false,
    value: Number.NEGATIVE_INFINITY,
    loss: Number.NaN,
    losses: [],
    run: null,
    maximised: null,
    minimisesNorm: false,
    fooledOnTheWay: false,
    passes: noPasses(),
    iterations: 0,
  }
}
