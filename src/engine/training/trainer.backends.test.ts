import { beforeAll, describe, expect, it } from 'vitest'
import { relativeError } from '../../testing/allclose'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import {
  expectNoMoreTensors,
  expectSameAfterResuming,
  IMAGES,
  NATURAL,
  SWIN_IMAGES,
  startTiny,
  takeSteps,
  tinySwin,
} from '../../testing/tinyRun'
import type { PlainTensor } from '../checkpoints/writeSafetensors'
import * as tf from '../tf'
import { Trainer } from './trainer'

const flat = (weights: ReadonlyMap<string, PlainTensor>) =>
  Float32Array.from([...weights.values()].flatMap(({ values }) => [...values]))

function withInfinity(tensors: ReadonlyMap<string, PlainTensor>): Map<string, PlainTensor> {
  const { shape, values } = tensors.get('parameters/fc.bias')!
  const broken = values.slice()
  broken[0] = Number.POSITIVE_INFINITY
  return new Map([...tensors, ['parameters/fc.bias', { shape, values: broken }]])
}

describe.each(backendsUnderTest)('training on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it('continues to the bit from its stored state', () =>
    expectSameAfterResuming({ objective: { id: 'fgsm' }, rampSteps: 5, clipNorm: 0.5 }))

  it('gives the same result in micro-batches as in one batch', async () => {
    const whole = startTiny({ optimizer: { id: 'sgd' } })
    const parts = startTiny({ optimizer: { id: 'sgd' }, microBatchSize: 3 })
    const [one] = await takeSteps(whole, 1)
    const [other] = await takeSteps(parts, 1)
    expect(other!.loss).toBeCloseTo(one!.loss, 5)
    expect(other!.gradientNorm / one!.gradientNorm).toBeCloseTo(1, 4)
    expect(relativeError(flat(await parts.weights('current')), flat(await whole.weights('current')))).toBeLessThan(1e-5)
    for (const trainer of [whole, parts]) trainer.dispose()
  })

  // What a step leaves behind shows after a few, and a step takes a second in plain JavaScript or on a GPU in software.
  const steps = backend === 'wasm' ? 48 : 8
  it(`keeps the number of tensors over ${steps} more steps`, { timeout: 300_000 }, () =>
    expectNoMoreTensors({ objective: { id: 'gradient-norm' } }, steps),
  )

  it('trains a Swin by double backprop', { timeout: 120_000 }, async () => {
    const trainer = Trainer.start(tinySwin(), { ...NATURAL, objective: { id: 'gradient-norm' } }, SWIN_IMAGES)
    const [report] = await takeSteps(trainer, 1)
    expect(report!.gradientNorm).toBeGreaterThan(0)
    trainer.dispose()
  })

  it('returns to the last good state if numbers are not finite', async () => {
    const trainer = startTiny({ optimizer: { id: 'sgd' }, schedule: { learningRate: 1e-3, steps: 60 } })
    await takeSteps(trainer, 3)
    trainer.keep()
    const good = await trainer.state()
    await takeSteps(trainer, 2)
    const before = tf.memory().numTensors
    const broken = Trainer.resume({ ...good, tensors: withInfinity(good.tensors) }, IMAGES)
    const outcome = await broken.step()
    expect(outcome).toMatchObject({ status: 'diverged', divergence: { step: 4, rolledBackTo: 3 } })
    broken.dispose()
    expect(tf.memory().numTensors).toBe(before)
    // The same by hand, for weights that go wrong in between.
    expect(trainer.rollBack('Told.')).toEqual({ message: 'Told.', step: 5, rolledBackTo: 3 })
    expect(await trainer.state()).toEqual(good)
    trainer.dispose()
  })
})
