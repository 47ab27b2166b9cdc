import { beforeAll, describe, expect, it } from 'vitest'
import { backendsUnderTest, prepareBackend } from '../../../testing/backends'
import { readOnnxGolden } from '../../../testing/onnxFiles'
import { fusedErrors, TOLERANCES } from '../../../testing/onnxGoldens'
import * as tf from '../../tf'

/** Families whose every node has a fused form, and one that has not. */
const FUSED = ['resnet', 'resnet-d', 'resnet-dilated', 'resnext', 'regnetx', 'repvgg', 'densenet']
/** Shaders take long to compile in software: those with what no other has. */
const FUSED_ON_WEBGPU = ['resnet-dilated', 'regnetx', 'densenet']
const NOT_FUSED = ['se-resnet', 'vit']

describe.each(backendsUnderTest)('fused kernels for a graph on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it.each(backend === 'webgpu' ? FUSED_ON_WEBGPU : FUSED)(
    '%s gives PyTorch’s logits and input gradient',
    async (name) => {
      const golden = await readOnnxGolden(name)
      const before = tf.memory().numTensors
      const errors = await fusedErrors(golden, golden.graphs[0]!)
      if (backend === 'cpu') return expect(errors).toBeNull()
      expect(errors?.logits, JSON.stringify(errors)).toBeLessThanOrEqual(TOLERANCES.logits)
      expect(errors?.gradient, JSON.stringify(errors)).toBeLessThanOrEqual(TOLERANCES.gradient)
      expect(tf.memory().numTensors, 'tensors left').toBe(before)
    },
  )

  it.each(NOT_FUSED)('%s is computed node by node', async (name) => {
    const golden = await readOnnxGolden(name)
    expect(await fusedErrors(golden, golden.graphs[0]!)).toBeNull()
  })
})
