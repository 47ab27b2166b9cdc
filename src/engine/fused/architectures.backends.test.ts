import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../testing/allclose'
import {
  type ArchitectureCase,
  architectureGolden,
  architectureGoldens,
  seededModel,
} from '../../testing/architectureGoldens'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { findArchitecture } from '../architectures/registry'
import type { Manifest } from '../checkpoints/manifest'
import { createClassifier } from '../classifier'
import { lossInputGradient } from '../gradients/lossInputGradient'
import * as tf from '../tf'

const { cases, classes, labels, mean, std } = architectureGoldens

/** Whose layers have no fused form. */
const COMPOSED: readonly string[] = ['convnext-v2']

/** Shaders take long to compile in software: of each family, what no other has. */
const ON_WEBGPU: readonly string[] = [
  'resnet-bottleneck',
  'resnet-average-pool',
  'preact-input',
  'deepmind-wide',
  'vit-distilled',
  'vit-qk-norm',
  'swin-windows',
  'convnext',
  'sequential-grey',
]

function classifierOf(name: string) {
  const model = cases[name] as ArchitectureCase
  const { architecture, side, channels } = model
  const { names, parameters, pixels } = seededModel(model, classes, labels.length)
  const [means, deviations] = [mean.slice(0, channels), std.slice(0, channels)]
  const input = { height: side, width: side, channels, mean: means, std: deviations }
  const manifest = { input } as unknown as Manifest
  const named = new Map(names.map((parameter, i) => [parameter, parameters[i] as tf.Tensor]))
  const found = findArchitecture(architecture.name)
  const classifier = createClassifier(manifest, found, found.parseSettings(architecture), named)
  // The page shows grey images as RGB ones.
  const rgb = tf.tile(pixels, [1, 1, 1, 3 / channels]) as tf.Tensor4D
  pixels.dispose()
  return { classifier, pixels: rgb, channels }
}

describe.each(backendsUnderTest)('architectures of fused kernels on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  const names = backend === 'cpu' ? [] : backend === 'wasm' ? Object.keys(cases) : ON_WEBGPU
  const fused = names.filter((name) => !COMPOSED.includes(name))

  it.each(fused)('%s gives the logits and the input gradient of PyTorch', async (name) => {
    const before = tf.memory().numTensors
    const { classifier, pixels, channels } = classifierOf(name)
    expect(classifier.logits.fused).toBeDefined()
    const found = tf.tidy(() => lossInputGradient(classifier, pixels, tf.tensor1d([...labels], 'int32')))
    expectClose(await found.logits.data(), architectureGolden(`${name}/logits`).values, 1e-5)
    const gradient = channels === 3 ? found.gradient : tf.sum(found.gradient, 3)
    expectClose(await gradient.data(), architectureGolden(`${name}/gradient`).values, 1e-4)
    classifier.dispose()
    tf.dispose([found, pixels, gradient])
    expect(tf.memory().numTensors, 'tensors left').toBe(before)
  })

  it.each(COMPOSED)('%s is left to its composition of ops', (name) => {
    const { classifier, pixels } = classifierOf(name)
    expect(classifier.logits.fused).toBeUndefined()
    classifier.dispose()
    pixels.dispose()
  })
})
