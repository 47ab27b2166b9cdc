import { beforeAll, describe, expect, it } from 'vitest'
import { rightWithout } from '../../outcomes/outcome'
import { relativeError } from '../../testing/allclose'
import { prepareBackend } from '../../testing/backends'
import { expectSentence, messageOf } from '../../testing/sentence'
import {
  expectNoMoreTensors,
  expectSameAfterResuming,
  IMAGES,
  NATURAL,
  SWIN_IMAGES,
  startTiny,
  takeSteps,
  tinyResNet,
  tinySwin,
} from '../../testing/tinyRun'
import { JobCancelled } from '../jobControl'
import * as tf from '../tf'
import { measureHeldOut } from './heldOut'
import { judgeHeldOut } from './judgeHeldOut'
import { Trainer } from './trainer'

const HELD_BACK = { epsilon255: 1, stepSize255: 1, steps: 1, batchSize: 24, seed: 0 }

// What does not depend on the backend, on the fastest that Node has.
beforeAll(() => prepareBackend('wasm'))

describe('training', () => {
  it('learns', async () => {
    const trainer = startTiny()
    const { figures: before } = await measureHeldOut(trainer.model('current'), IMAGES, HELD_BACK)
    await takeSteps(trainer, 25)
    const { figures: after } = await measureHeldOut(trainer.model('current'), IMAGES, HELD_BACK)
    expect(after.meanLoss).toBeLessThan(0.7 * before.meanLoss)
    expect(rightWithout(after)).toBeGreaterThan(rightWithout(before))
    trainer.dispose()
  })

  it('lowers the gradient norm if penalised, below that of natural training', async () => {
    const settings = { lambda: 1.5, epsilon255: 32 }
    const trainers = [startTiny(), startTiny({ objective: { id: 'gradient-norm', settings } })]
    const norms: number[] = []
    for (const trainer of trainers) {
      await takeSteps(trainer, 12)
      norms.push((await measureHeldOut(trainer.model('current'), IMAGES, HELD_BACK)).figures.meanGradientL1)
      trainer.dispose()
    }
    expect(norms[1]).toBeLessThan(0.6 * norms[0]!)
  })

  it('lowers the loss of a Swin by double backprop', async () => {
    const trainer = Trainer.start(tinySwin(), { ...NATURAL, objective: { id: 'gradient-norm' } }, SWIN_IMAGES)
    const reports = await takeSteps(trainer, 6)
    expect(reports.at(-1)!.loss).toBeLessThan(reports[0]!.loss)
    expect(trainer.manifest.architecture).toMatchObject({ name: 'swin' })
    trainer.dispose()
  })

  it('continues to the bit with SGD and micro-batches', () =>
    expectSameAfterResuming({
      objective: { id: 'fgsm' },
      optimizer: { id: 'sgd' },
      microBatchSize: 3,
      rampSteps: 5,
      clipNorm: 0.5,
    }))

  it('keeps the number of tensors over 50 steps in micro-batches', () =>
    expectNoMoreTensors({ objective: { id: 'adversarial' }, microBatchSize: 2 }))

  it('trains the chosen stages only', async () => {
    const trainer = startTiny({ trained: { lastStages: 1, batchNormAffine: false } })
    await takeSteps(trainer, 2)
    const weights = await trainer.weights('current')
    for (const [name, { values }] of tinyResNet().weights) {
      const isTrained = /^(layer2|fc)/.test(name) && !/bn\d|downsample\.1|running_/.test(name)
      const isSame = relativeError(weights.get(name)!.values, values) === 0
      expect(isSame, name).toBe(!isTrained)
    }
    trainer.dispose()
  })

  it('replaces the activation before it trains', async () => {
    const [asIs, swapped] = [startTiny(), startTiny({ activation: 'softplus' })]
    expect(swapped.manifest.architecture).toMatchObject({ activation: 'softplus' })
    const [[one], [other]] = [await takeSteps(asIs, 1), await takeSteps(swapped, 1)]
    expect(Math.abs(one!.loss - other!.loss)).toBeGreaterThan(1e-3)
    const state = await swapped.state()
    expect(Trainer.resume(state, IMAGES).manifest.architecture).toMatchObject({ activation: 'softplus' })
    for (const trainer of [asIs, swapped]) trainer.dispose()
  })
})

describe('a run of the trainer', () => {
  it('is cancelled between micro-batches, with the step undone', async () => {
    const trainer = startTiny({ microBatchSize: 1 })
    const before = tf.memory().numTensors
    const good = await trainer.state()
    let asked = 0
    const control = {
      checkpoint: async () => {
        if (++asked === 3) throw new JobCancelled()
      },
    }
    await expect(trainer.step(control)).rejects.toThrow(JobCancelled)
    expect(await trainer.state()).toEqual(good)
    expect(tf.memory().numTensors).toBe(before)
    trainer.dispose()
  })

  it('goes back if accuracy collapses, and says so', async () => {
    const trainer = startTiny()
    expect(judgeHeldOut(trainer, 0.5)).toBe(null)
    await takeSteps(trainer, 2)
    expect(judgeHeldOut(trainer, 0.6)).toBe(null)
    await takeSteps(trainer, 1)
    expect(judgeHeldOut(trainer, 0.31), 'not yet a collapse').toBe(null)
    await takeSteps(trainer, 2)
    const divergence = judgeHeldOut(trainer, 0.2) ?? expect.fail('the collapse was not noticed')
    expect(divergence).toMatchObject({ step: 5, rolledBackTo: 3 })
    expectSentence(divergence.message, '60.0 %', '20.0 %')
    expect(trainer.stepsTaken).toBe(3)
    expect((await trainer.state()).bestAccuracy).toBe(0.6)
    trainer.dispose()
  })

  it('is caught when it really diverges, at an absurd learning rate', async () => {
    const trainer = startTiny({
      optimizer: { id: 'sgd', settings: { weightDecay: 0 } },
      clipNorm: null,
      schedule: { learningRate: 10, warmupShare: 0, steps: 60 },
    })
    let outcome = await trainer.step()
    while (outcome.status === 'stepped' && trainer.stepsTaken < trainer.steps) outcome = await trainer.step()
    if (outcome.status !== 'diverged') throw new Error('the divergence was not noticed')
    expectSentence(outcome.divergence.message, String(outcome.divergence.step))
    expect(outcome.divergence.rolledBackTo).toBe(0)
    const weights = await trainer.weights('current')
    for (const [name, { values }] of tinyResNet().weights) expect(weights.get(name)!.values).toEqual(values)
    trainer.dispose()
  })

  it('takes no step past its end', async () => {
    const trainer = startTiny({ schedule: { learningRate: 1e-3, steps: 1 } })
    await takeSteps(trainer, 1)
    expectSentence(await messageOf(() => trainer.step()), '1')
    trainer.dispose()
  })
})
