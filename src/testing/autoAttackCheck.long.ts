/**
 * @file AutoAttack standard of the engine on a data set's first images, image by image, into a file that
 * models/training/check_autoattack.py holds against pyautoattack. MODEL is a folder of models/, DATA CIFAR-10's
 * test_batch.bin or the name of a built-in data set, of which it takes the test split, RESULTS a folder; IMAGES and
 * EPSILON255 say how many and how far.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { autoAttack } from '../engine/attacks/autoAttack'
import { attackImages } from '../engine/attacks/loop/attackImages'
import { buildClassifier } from '../engine/checkpoints/loadClassifier'
import type { JobControl } from '../engine/jobControl'
import type { Eps01 } from '../units'
import { prepareBackend } from './backends'
import { firstImages } from './checkedImages'
import { readZooModel } from './zoo'

const SEED = 0
const BATCH = 50

function setting(name: string, usual?: string): string {
  const value = process.env[name] ?? usual
  if (value === undefined) throw new Error(`${name} is not set; docs/autoattack-check.md has the whole command.`)
  return value
}

/** Says every now and then how far it is, since it takes minutes. */
function speaking(): JobControl {
  let spoken = performance.now()
  return {
    async checkpoint(step, of) {
      if (performance.now() - spoken < 30_000) return
      spoken = performance.now()
      console.log(`${((100 * step) / of).toFixed(0)} %`)
    },
  }
}

it('AutoAttack standard of a model on the first images of a data set', async () => {
  const [id, data, results] = [setting('MODEL'), setting('DATA'), setting('RESULTS')]
  const [count, epsilon255] = [Number(setting('IMAGES', '200')), Number(setting('EPSILON255', '8'))]
  await prepareBackend('wasm')
  const files = await readZooModel(id)
  const { manifest } = files
  const classifier = buildClassifier(files)
  const { pixels, labels, classes } = await firstImages(data, count, manifest.input.height)
  expect(classes).toEqual(manifest.classes)

  const epsilon = (epsilon255 / 255) as Eps01
  const started = performance.now()
  const attacked = await attackImages(
    classifier,
    {
      pixels,
      labels,
      attack: { id: 'autoAttack', settings: { ...autoAttack.defaults('linf', epsilon), seed: SEED } },
      batchSize: BATCH,
    },
    speaking(),
  )
  const result = {
    model: id,
    weightsSha256: manifest.weights.sha256,
    data: basename(data),
    images: count,
    labels,
    epsilon255,
    tool: 'the engine on wasm',
    seconds: Math.round((performance.now() - started) / 1000),
    /** Of each image, what fooled the model: null where it is robust, "clean" where it was wrong before. */
    fellBy: attacked.map(({ verdict, run }) => (verdict === 'robust' ? null : (run ?? 'clean'))),
  }
  await mkdir(results, { recursive: true })
  const file = join(results, `${id}-${epsilon255}-${count}-engine.json`)
  await writeFile(file, `${JSON.stringify(result, null, 1)}\n`)
  console.log(
    `${attacked.filter(({ verdict }) => verdict === 'robust').length} of ${count} are robust, ${result.seconds} s: ${file}`,
  )
  classifier.dispose()
})
