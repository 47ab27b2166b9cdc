import { readdirSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { prepareBackend } from '../../../testing/backends'
import { readOnnxGolden } from '../../../testing/onnxFiles'
import { onnxErrors, TOLERANCES } from '../../../testing/onnxGoldens'
import * as tf from '../../tf'

const FILES = readdirSync(new URL('../../../../e2e/goldens/onnx', import.meta.url))
const NAMES = FILES.filter((file) => file.endsWith('.graphs')).map((file) => file.replace('.graphs', ''))

describe('classifiers and layers by both exporters, on wasm', () => {
  beforeAll(() => prepareBackend('wasm'))

  it('come from at least 25 families', () => {
    expect(NAMES.filter((name) => !name.startsWith('layers-')).length).toBeGreaterThanOrEqual(25)
  })

  it.each(NAMES)('%s: logits, gradient, and gradient of its norm', async (name) => {
    const golden = await readOnnxGolden(name)
    for (const exported of golden.graphs) {
      const before = tf.memory().numTensors
      const errors = await onnxErrors(golden, exported)
      const { dynamo, dynamic, opset } = exported
      const how = JSON.stringify({ name, dynamo, dynamic, opset, ...errors })
      for (const [part, most] of Object.entries(TOLERANCES)) {
        expect(errors[part as keyof typeof errors], how).toBeLessThanOrEqual(most)
      }
      expect(tf.memory().numTensors, 'tensors left').toBe(before)
    }
  })
})
