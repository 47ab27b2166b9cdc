/**
 * @file What models of ImageNet's size take on wasm, with random weights: memory, and the time of a gradient
 * (npm run measure:large). A model that does not fit ends in the sentence that the page shows.
 */
import { expect, it } from 'vitest'
import { recogniseArchitecture } from '../engine/architectures/recognise'
import { findArchitecture } from '../engine/architectures/registry'
import { describeDeath } from '../engine/backend/engineDeath'
import { createClassifier } from '../engine/classifier'
import * as tf from '../engine/tf'
import { publishedModels } from './architectureShapes'
import { prepareBackend } from './backends'
import { cannedManifest } from './fakeWorkers'
import { numberedClasses } from './numberedClasses'

/** From the smallest to the largest, as the heap of WebAssembly only grows. */
const MODELS = (
  process.env.MODELS ??
  'timm resnet50,timm swin_tiny_patch4_window7_224,timm vit_base_patch16_224,timm swin_base_patch4_window7_224'
).split(',')

const SIZE = 224
const CLASSES = 1000

const heapBytes = (): number => (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length
const inMB = (bytes: number): string => Math.round(bytes / 1e6).toLocaleString('en')

function classifierOf(name: string) {
  const { shapes } = publishedModels.find((model) => model.name === name) ?? expect.fail(`there is no ${name}`)
  const { architecture: described } = recogniseArchitecture(shapes) ?? expect.fail(`${name} is not recognised`)
  const architecture = findArchitecture(described.name)
  const settings = architecture.parseSettings(described)
  const parameters = new Map(
    [...architecture.parameterShapes(settings, CLASSES)].map(([key, shape]) => [
      key,
      tf.tidy(() => tf.abs(tf.randomNormal([...shape], 0, 0.02, 'float32', 1))),
    ]),
  )
  const manifest = cannedManifest(name)
  const input = { ...manifest.input, height: SIZE, width: SIZE, channels: 3 as const, mean: [0, 0, 0], std: [1, 1, 1] }
  return createClassifier({ ...manifest, classes: numberedClasses(CLASSES), input }, architecture, settings, parameters)
}

async function measure(name: string): Promise<string> {
  const before = tf.memory().numBytes
  const classifier = classifierOf(name)
  const weights = [...classifier.parameters.values()].reduce((sum, { size }) => sum + 4 * size, 0)
  const loaded = tf.memory().numBytes - before
  const image = tf.randomUniform([1, SIZE, SIZE, 3]) as tf.Tensor4D
  const began = performance.now()
  let tape = 0
  const loss = (pixels: tf.Tensor) => {
    const logits = classifier.logits(pixels as tf.Tensor4D)
    tape = tf.memory().numBytes - before - loaded
    return tf.sum(logits)
  }
  const gradient = tf.grad(loss)(image)
  expect((await gradient.data()).every(Number.isFinite)).toBe(true)
  const ms = performance.now() - began
  tf.dispose([gradient, image])
  classifier.dispose()
  return `| ${name} | ${inMB(weights)} | ${inMB(loaded)} | ${inMB(tape)} | ${inMB(heapBytes())} | ${(ms / 1000).toFixed(1)} |`
}

it('measures models of ImageNet’s size', async () => {
  await prepareBackend('wasm')
  const rows = ['| model | weights, MB | in the engine, MB | a gradient, MB more | heap, MB | gradient, s |']
  for (const name of MODELS) {
    rows.push(
      await measure(name).catch((error) => `| ${name} | ${describeDeath(error) ?? expect.fail(String(error))} |`),
    )
    console.log(rows.at(-1))
  }
  console.log(rows.join('\n'))
})
