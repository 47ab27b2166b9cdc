import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../testing/allclose'
import { architectureGolden, architectureGoldens, seededModel } from '../../testing/architectureGoldens'
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
  const { architecture, side } = cases[name] as (typeof cases)[string]
  const { names, parameters, pixels } = seededModel(architecture, side, classes, labels.length)
  const manifest = { input: { height: side, width: side, channels: 3, mean, std } } as unknown as Manifest
  const named = new Map(names.map((parameter, i) => [parameter, parameters[i] as tf.Tensor]))
  const found = findArchitecture(architecture.name)
  return { classifier: createClassifier(manifest, found, found.parseSettings(architecture), named), pixels }
}

describe.each(backendsUnderTest)('architectures of fused kernels on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  const names = backend === 'cpu' ? [] : backend === 'wasm' ? Object.keys(cases) : ON_WEBGPU
  const fused = names.filter((name) => !COMPOSED.includes(name))

  it.each(fused)('%s gives the logits and the input gradient of PyTorch', async (name) => {
    const before = tf.memory().numTensors
    const { classifier, pixels } = classifierOf(name)
    expect(classifier.logits.fused).toBeDefined()
    const found = tf.tidy(() => lossInputGradient(classifier, pixels, tf.tensor1d([...labels], 'int32')))
    expectClose(await found.logits.data(), architectureGolden(`${name}/logits`).values, 1e-5)
    expectClose(await found.gradient.data(), architectureGolden(`${name}/gradient`).values, 1e-4)
    classifier.dispose()
    tf.dispose([found, pixels])
    expect(tf.memory().numTensors, 'tensors left').toBe(before)
  })

  it.each(COMPOSED)('%s is left to its composition of ops', (name) => {
    const { classifier, pixels } = classifierOf(name)
    expect(classifier.logits.fused).toBeUndefined()
    classifier.dispose()
    pixels.dispose()
  })
})
