/** @file Short training runs of tiny models, for tests. */
import { expect } from 'vitest'
import { findArchitecture } from '../engine/architectures/registry'
import { seededRng } from '../engine/objectives/rng'
import * as tf from '../engine/tf'
import type { TrainingSettingsInput } from '../engine/training/settings'
import { type StepReport, Trainer, type TrainingStart } from '../engine/training/trainer'
import { decodeState, encodeState } from '../engine/training/trainingState'
import { colouredImages, tinyStart } from './tinyTraining'

const SIDE = 6
export const IMAGES = colouredImages(24, SIDE, SIDE)
export const SWIN_IMAGES = colouredImages(8, 8, 8)

export const NATURAL: TrainingSettingsInput = {
  objective: { id: 'natural' },
  schedule: { learningRate: 5e-3, steps: 60 },
  batchSize: 4,
  augmentation: { flip: true, cropMargin: 1 },
  seed: 1,
}

export const tinyResNet = () => tinyStart(SIDE, SIDE)

export const startTiny = (change: Partial<TrainingSettingsInput> = {}) =>
  Trainer.start(tinyResNet(), { ...NATURAL, ...change }, IMAGES)

/** So many steps; fails where one diverges. */
export async function takeSteps(trainer: Trainer, steps: number): Promise<StepReport[]> {
  const reports: StepReport[] = []
  for (let i = 0; i < steps; i++) {
    const outcome = await trainer.step()
    if (outcome.status === 'diverged') throw new Error(outcome.divergence.message)
    reports.push(outcome.report)
  }
  return reports
}

/** Fails unless a run that is stored and taken up again after three steps is, to the bit, the one that went on. */
export async function expectSameAfterResuming(settings: Partial<TrainingSettingsInput>): Promise<void> {
  const straight = startTiny(settings)
  const cut = startTiny(settings)
  await takeSteps(straight, 3)
  await takeSteps(cut, 3)
  const stored = encodeState(await cut.state())
  cut.dispose()
  const resumed = Trainer.resume(decodeState(stored), IMAGES)
  const [expected, found] = [await takeSteps(straight, 4), await takeSteps(resumed, 4)]
  const numbers = ({ seconds, ...rest }: StepReport) => rest
  expect(found.map(numbers)).toEqual(expected.map(numbers))
  const [one, other] = [await straight.state(), await resumed.state()]
  expect([...other.tensors.keys()]).toEqual([...one.tensors.keys()])
  expect(other).toEqual(one)
  for (const trainer of [straight, resumed]) trainer.dispose()
}

/** Fails where `steps` more steps hold more tensors than two, or where some are left after the run. */
export async function expectNoMoreTensors(settings: Partial<TrainingSettingsInput>, steps = 48): Promise<void> {
  const empty = tf.memory().numTensors
  const trainer = startTiny(settings)
  await takeSteps(trainer, 2)
  const { numTensors, numDataBuffers } = tf.memory()
  await takeSteps(trainer, steps)
  expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers })
  trainer.dispose()
  expect(tf.memory().numTensors).toBe(empty)
}

/** Untrained, of two stages, one of them with a window that shifts. */
export function tinySwin(): TrainingStart {
  const field = {
    name: 'swin',
    embed_dim: 8,
    depths: [1, 2],
    heads: [2, 2],
    window: 2,
    patch: 2,
    mlp_ratio: 2,
    activation: 'gelu',
  }
  const swin = findArchitecture('swin')
  const shapes = swin.parameterShapes(swin.parseSettings(field), 10)
  const { manifest } = tinyStart(8, 8)
  const weights = [...shapes].map(([name, shape], i) => {
    const drawn = seededRng(i).uniform(shape.reduce((size, axis) => size * axis, 1))
    const values = drawn.map((value) => (shape.length > 1 ? value - 0.5 : Number(name.endsWith('weight'))))
    return [name, { shape, values }] as const
  })
  return { manifest: { ...manifest, architecture: field }, weights: new Map(weights) }
}
