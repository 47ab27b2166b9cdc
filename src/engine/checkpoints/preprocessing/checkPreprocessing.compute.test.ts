/** @file A model of the zoo, described wrongly, on the gallery's images: the check finds how it was trained. */
import { beforeAll, expect, it } from 'vitest'
import { matchClasses } from '../../../images/datasets/matchClasses'
import { prepareBackend } from '../../../testing/backends'
import { readGalleryPixels } from '../../../testing/galleryPixels'
import { readZooModel } from '../../../testing/zoo'
import type { ImageReading } from '../../evaluation/readImages'
import type { LabelledImages } from '../../evaluation/types'
import { JobCancelled, UNCONTROLLED } from '../../jobControl'
import * as tf from '../../tf'
import type { ModelFiles } from '../loadClassifier'
import { checkPreprocessing } from './checkPreprocessing'

const READING: ImageReading = {
  readDataSet: () => expect.fail('the images are given'),
  matchClasses: (source, model) => matchClasses(source, model).toModel,
}

let files: ModelFiles
let images: LabelledImages

beforeAll(async () => {
  await prepareBackend('wasm')
  files = await readZooModel('cifar10-resnet-gelu-natural')
  const { labels, pixels } = readGalleryPixels()
  images = { indices: labels.map((_, i) => i), labels, pixels, classes: files.manifest.classes, size: 32 }
})

/** As someone describes it who knows no better. */
const described = (input: Partial<ModelFiles['manifest']['input']>): ModelFiles => ({
  ...files,
  manifest: { ...files.manifest, input: { ...files.manifest.input, ...input } },
})

const check = (model: ModelFiles) => checkPreprocessing(model, { kind: 'given', images }, READING, UNCONTROLLED)
const rightOf = ({ results }: Awaited<ReturnType<typeof check>>) =>
  Object.fromEntries(results.map(({ id, isRight }) => [id, isRight.filter(Boolean).length]))

it('a missing normalisation is found, whatever the manifest says', async () => {
  const found = await check(described({ mean: [0, 0, 0], std: [1, 1, 1] }))
  expect(found).toMatchObject({ images: 20, ownId: 'none', looksLikeProbabilities: false })
  const right = rightOf(found)
  expect(right.cifar10).toBe(Math.max(...Object.values(right)))
  expect(right.cifar10).toBeGreaterThanOrEqual(18)
  expect(right.cifar10! - right.none!).toBeGreaterThanOrEqual(3)
  expect(right.bytes).toBeLessThan(10)
})

it('a model’s own normalisation is tried too if it is none of the usual', async () => {
  const found = await check(described({ mean: [0.1, 0.2, 0.3], std: [0.9, 0.8, 0.7] }))
  expect(found.ownId).toBe('own')
  expect(found.results[0]?.id).toBe('own')
})

it('leaves nothing on the backend, even when cancelled', async () => {
  const before = tf.memory().numTensors
  await check(files)
  expect(tf.memory().numTensors).toBe(before)
  const checkpoint = () => Promise.reject(new JobCancelled())
  await expect(checkPreprocessing(files, { kind: 'given', images }, READING, { checkpoint })).rejects.toThrow(
    JobCancelled,
  )
  expect(tf.memory().numTensors).toBe(before)
})
