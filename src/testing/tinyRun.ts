/** @file Short training runs of tiny models, for tests. */
import { findArchitecture } from '../engine/architectures/registry'
import { seededDraws } from '../engine/objectives/draws'
import type { TrainingSettingsInput } from '../engine/training/settings'
import { type StepReport, Trainer, type TrainingStart } from '../engine/training/trainer'
import { colouredPictures, tinyStart } from './tinyTraining'

const SIDE = 6
export const PICTURES = colouredPictures(24, SIDE, SIDE)
export const SWIN_PICTURES = colouredPictures(8, 8, 8)

export const NATURAL: TrainingSettingsInput = {
  objective: { id: 'natural' },
  schedule: { learningRate: 5e-3, steps: 60 },
  batchSize: 4,
  augmentation: { flip: true, cropMargin: 1 },
  seed: 1,
}

export const tinyResNet = () => tinyStart(SIDE, SIDE)

export const startTiny = (change: Partial<TrainingSettingsInput> = {}) =>
  Trainer.start(tinyResNet(), { ...NATURAL, ...change }, PICTURES)

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
    const drawn = seededDraws(i).uniform(shape.reduce((size, axis) => size * axis, 1))
    const values = drawn.map((value) => (shape.length > 1 ? value - 0.5 : Number(name.endsWith('weight'))))
    return [name, { shape, values }] as const
  })
  return { manifest: { ...manifest, architecture: field }, weights: new Map(weights) }
}
