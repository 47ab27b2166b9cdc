/** @file A model of TensorFlow.js is trained as any other, and written as a model.json that TensorFlow.js reads. */
import { beforeAll, expect, it } from 'vitest'
import { expectClose } from '../../../testing/allclose'
import { prepareBackend } from '../../../testing/backends'
import { splitSafetensors } from '../../../testing/encodeSafetensors'
import { openedFiles } from '../../../testing/openedModel'
import { readTfjsGoldenFiles } from '../../../testing/tfjsGoldens'
import { NATURAL } from '../../../testing/tinyRun'
import { colouredImages } from '../../../testing/tinyTraining'
import { exportedFiles } from '../../checkpoints/exportedFiles'
import { isLearned } from '../../checkpoints/learned'
import * as tf from '../../tf'
import { TrainingSession } from '../../training/session'

const SIZE = 12
const JUDGING = { attack: { epsilon255: 8, stepSize255: 4, steps: 1 }, mapImages: 1 }

beforeAll(async () => {
  await prepareBackend('wasm')
  // What fused layers keep for their gradient until the tape ends, tfjs takes for a leak of the kernel.
  tf.env().set('IS_TEST', false)
})

it.each(['keras3-nested', 'graph'])('%s is trained by its gradient norm, exported and opened again', async (name) => {
  const before = tf.memory().numTensors
  const { classifier, checkpoint } = await openedFiles(await readTfjsGoldenFiles(name))
  const settings = { ...NATURAL, objective: { id: 'gradient-norm' }, schedule: { learningRate: 1e-3, steps: 2 } }
  const images = { train: colouredImages(8, SIZE, SIZE), heldOut: colouredImages(4, SIZE, SIZE, 2) }
  const session = await TrainingSession.start(
    classifier,
    { settings, ...JUDGING },
    { ...images, heldOutFrom: 'a test', shortage: null },
  )
  classifier.dispose()
  await session.step({ most: 2, withinMs: 1e9 })
  await session.measure()
  const { manifest, weights } = await session.files({ id: 'mine', name: 'Mine' })
  session.dispose()
  const [own, trained] = [splitSafetensors(checkpoint.weights), splitSafetensors(weights)]
  for (const [tensor, { bytes }] of trained) {
    if (!isLearned(tensor)) expect(bytes, tensor).toEqual(own.get(tensor)?.bytes)
  }
  const changed = [...trained].filter(([tensor, { bytes }]) => String(bytes) !== String(own.get(tensor)?.bytes))
  expect(changed.length).toBeGreaterThan(8)

  const written = await exportedFiles(manifest, weights)
  const files = written.map((file) => ({ path: `mine/${file.name}`, blob: new Blob([file.bytes]) }))
  const again = await openedFiles(files)
  expect(splitSafetensors(again.checkpoint.weights)).toEqual(trained)
  expect(again.found.sets[0].facts?.outputs.source).toMatch(/softmax .* is left out/)
  again.classifier.dispose()
  expect(tf.memory().numTensors).toBe(before)
})

it('what is written has the logits of the model that it was opened from', async () => {
  const { classifier, checkpoint } = await openedFiles(await readTfjsGoldenFiles('quantised'))
  const files = await exportedFiles(checkpoint.manifest, checkpoint.weights)
  const again = await openedFiles(files.map(({ name, bytes }) => ({ path: name, blob: new Blob([bytes]) })))
  const pixels = tf.randomUniform<tf.Rank.R4>([2, SIZE, SIZE, 3], 0, 1, 'float32', 5)
  const [one, other] = [classifier, again.classifier].map(({ logits }) => tf.tidy(() => logits(pixels).dataSync()))
  expectClose(other ?? [], one ?? [], 1e-6)
  tf.dispose(pixels)
  for (const each of [classifier, again.classifier]) each.dispose()
})
