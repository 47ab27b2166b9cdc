/**
 * @file A published classifier of ImageNet, opened from ONNX as on the page, names photographs as PyTorch does, and
 * rightly. FOLDER, made by models/training/export_efficientnet_lite.py: npm run check:photographs
 */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readSafetensors } from '../engine/checkpoints/safetensors'
import * as tf from '../engine/tf'
import { expectClose } from './allclose'
import { prepareBackend } from './backends'
import { openedModel } from './openedModel'

const FOLDER = process.env.FOLDER ?? expect.fail('FOLDER is not set')
const NAMES = { dalmatian: /dalmatian/i, strawberries: /strawberry/i, coffee: /espresso|cup/i, eagle: /eagle/i }
const [MEAN, STD] = [127 / 255, 128 / 255]

const bytesOf = (file: string) => new Uint8Array(readFileSync(`${FOLDER}/${file}`))

it.each(['script', 'dynamo'])('EfficientNet-Lite0 by the exporter "%s"', async (exporter) => {
  await prepareBackend('wasm')
  const file = `efficientnet-lite0-${exporter}.onnx`
  const { found, classifier } = await openedModel(file, new Blob([bytesOf(file)]), {
    mean: [MEAN, MEAN, MEAN],
    std: [STD, STD, STD],
  })
  console.log(found.format, JSON.stringify({ ...found.sets[0].facts, classes: undefined }))
  const photographs = readSafetensors(bytesOf('photographs.safetensors').buffer)
  for (const [name, expected] of Object.entries(NAMES)) {
    const { values, shape } = photographs.get(`${name}/pixels`) ?? expect.fail(name)
    const began = performance.now()
    const logits = tf.tidy(() => classifier.logits(tf.tensor4d(values, shape as [number, number, number, number])))
    const given = await logits.data<'float32'>()
    logits.dispose()
    const named = classifier.manifest.classes[given.indexOf(Math.max(...given))]
    console.log(`${name}: ${named}, ${Math.round(performance.now() - began)} ms`)
    expect(named).toMatch(expected)
    expectClose(given, photographs.get(`${name}/logits`)?.values ?? [], 1e-4)
  }
  classifier.dispose()
})
