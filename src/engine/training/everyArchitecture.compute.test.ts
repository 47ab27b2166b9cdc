import { beforeAll, expect, it } from 'vitest'
import { architectureGoldens } from '../../testing/architectureGoldens'
import { prepareBackend } from '../../testing/backends'
import { seededParameter } from '../../testing/seededValues'
import { takeSteps } from '../../testing/tinyRun'
import { colouredImages, tinyStart } from '../../testing/tinyTraining'
import { findArchitecture } from '../architectures/registry'
import * as tf from '../tf'
import { Trainer } from './trainer'

/** One of each family; the derivatives of all of them are held to PyTorch elsewhere. */
const CASES = ['resnet-bottleneck', 'preact-input', 'vit-distilled', 'swin-torchvision', 'convnext', 'sequential-grey']

beforeAll(() => prepareBackend('wasm'))

it.each(CASES)('%s can be trained with a penalty on its input gradient', async (name) => {
  const { architecture, side, channels } = architectureGoldens.cases[name] as (typeof architectureGoldens.cases)[string]
  const before = tf.memory().numTensors
  const { manifest, ...rest } = tinyStart(side, side)
  const found = findArchitecture(architecture.name)
  const classes = manifest.classes.length
  const shapes = found.parameterShapes(found.parseSettings(architecture), classes)
  const input = {
    ...manifest.input,
    channels,
    mean: [0.5, 0.5, 0.5].slice(0, channels),
    std: [1, 1, 1].slice(0, channels),
  }
  const weights = new Map(
    [...shapes].map(([tensor, shape]) => [tensor, { dtype: 'float32', shape, values: seededParameter(tensor, shape) }]),
  )
  const start = { ...rest, manifest: { ...manifest, architecture, input }, weights } as never
  const settings = {
    objective: { id: 'gradient-norm' },
    schedule: { learningRate: 1e-3, steps: 3 },
    batchSize: 2,
    seed: 1,
  }
  const trainer = Trainer.start(start, settings, colouredImages(6, side, side))
  const reports = await takeSteps(trainer, 3)
  for (const { loss } of reports) expect(loss).toSatisfy(Number.isFinite)
  trainer.dispose()
  expect(tf.memory().numTensors).toBe(before)
})
