import { beforeAll, describe, expect, it } from 'vitest'
import { prepareBackend } from '../../testing/backends'
import { uniform } from '../../testing/finiteDifferences'
import * as tf from '../tf'
import { descendByOps, startOfDescent } from './descent'
import { descendInMemory, isInMemory } from './descentInMemory'
import type { StepSettings, TensorsByName, TrainingTensors } from './descentTypes'
import { chooseOptimizer, OPTIMIZERS } from './optimizers/registry'

const SHAPES: Readonly<Record<string, number[]>> = { filter: [3, 3, 4, 5], weight: [7, 6], bias: [6], scale: [5] }

const named = (seed: number): TensorsByName =>
  Object.fromEntries(Object.entries(SHAPES).map(([name, shape], i) => [name, uniform(shape, -1, 1, 10 * seed + i)]))

const WAYS = OPTIMIZERS.flatMap(({ id }) => [
  { id, settings: {} },
  ...(id === 'sgd' ? [{ id, settings: { nesterov: false, weightDecay: 0.01 } }] : []),
])

describe.each(WAYS)('steps of $id in memory, with $settings', ({ id, settings }) => {
  beforeAll(() => prepareBackend('wasm'))

  it.each([null, 0.5, 1000])('equal those by ops, clipped at %s', async (clipNorm) => {
    const before = tf.memory().numTensors
    const optimizer = chooseOptimizer({ id, settings })
    const start = named(1)
    let [ours, byOps] = [startOfDescent(start, optimizer), startOfDescent(start, optimizer)]
    for (let step = 0; step < 4; step++) {
      const gradients = named(2 + step)
      const asked: StepSettings = { optimizer, learningRate: 0.05, step, clipNorm, averageDecay: 0.9 }
      expect(isInMemory(asked)).toBe(true)
      const next = tf.tidy(() => descendInMemory(ours, gradients, asked))
      const expected = tf.tidy(() => descendByOps(byOps, gradients, asked))
      for (const norm of ['gradientNorm', 'parameterNorm'] as const) {
        const [found, known] = [(await next[norm].data())[0] as number, (await expected[norm].data())[0] as number]
        expect(Math.abs(found / known - 1), norm).toBeLessThan(1e-6)
      }
      tf.dispose([ours, byOps, gradients, next.gradientNorm, next.parameterNorm])
      tf.dispose([expected.gradientNorm, expected.parameterNorm])
      ;[ours, byOps] = [next.tensors, expected.tensors]
    }
    const all = (of: TrainingTensors) => [of.parameters, of.average, ...Object.values(of.slots)]
    const known = all(byOps)
    for (const [i, tensors] of all(ours).entries()) {
      for (const [name, tensor] of Object.entries(tensors)) {
        const expected = await ((known[i] as TensorsByName)[name] as tf.Tensor).data()
        // A norm that is summed in another order is another factor where it clips.
        if (clipNorm !== 0.5) expect(await tensor.data(), name).toEqual(expected)
        else
          for (const [j, value] of (await tensor.data()).entries()) expect(value).toBeCloseTo(expected[j] as number, 6)
      }
    }
    tf.dispose([start, ours, byOps])
    expect(tf.memory().numTensors).toBe(before)
  })
})
