import { beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../testing/allclose'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { objectiveGolden, stepsGolden, tinyStart, toTensor, trainingGoldens } from '../../testing/tinyTraining'
import * as tf from '../tf'
import { descend, startOfDescent } from './descent'
import { chooseOptimizer } from './optimizers/registry'
import { learningRateAt } from './schedule'
import { Trainer } from './trainer'
import type { TrainingImages } from './trainingImages'

const LEAVES = ['filter', 'weight', 'bias', 'scale']

/** The golden batch as a set of its own. Its pixels are no bytes, so the engine is given them where it reads bytes. */
function goldenImages(): TrainingImages {
  const { shape, values } = objectiveGolden('pixels')
  const [count, height, width] = shape as [number, number, number]
  const pixels = values.map((value) => value * 255) as unknown as Uint8Array
  return { count, height, width, pixels, labels: trainingGoldens.labels }
}

describe.each(backendsUnderTest)('ten steps against PyTorch on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  describe.each(Object.entries(trainingGoldens.descents))('%s', (name, { optimizer, schedule, ...rest }) => {
    const { id, ...settings } = optimizer
    const chosen = chooseOptimizer({ id, settings })

    it('on given gradients', async () => {
      const before = tf.memory().numTensors
      const golden = (what: string) => stepsGolden(`optimizer/${name}/${what}`)
      const read = (prefix: string) => Object.fromEntries(LEAVES.map((leaf) => [leaf, toTensor(golden(prefix + leaf))]))
      const start = read('start/')
      let tensors = startOfDescent(start, chosen)
      for (let step = 0; step < schedule.steps; step++) {
        const gradients = read(`gradients/${step}/`)
        const learningRate = learningRateAt(step, schedule)
        const next = descend(tensors, gradients, { optimizer: chosen, learningRate, step, ...rest })
        const norm = Math.hypot(...LEAVES.flatMap((leaf) => [...golden(`gradients/${step}/${leaf}`).values]))
        expectClose(await next.gradientNorm.data(), [norm], 1e-6)
        tf.dispose([tensors, gradients, next.gradientNorm, next.parameterNorm])
        tensors = next.tensors
      }
      for (const leaf of LEAVES) {
        expectClose(await tensors.parameters[leaf]!.data(), golden(`parameters/${leaf}`).values, 1e-5)
        expectClose(await tensors.average[leaf]!.data(), golden(`average/${leaf}`).values, 1e-5)
      }
      tf.dispose([start, tensors])
      expect(tf.memory().numTensors).toBe(before)
    })

    it('with the whole training loop', async () => {
      const images = goldenImages()
      const given = {
        ...rest,
        objective: { id: 'natural' },
        optimizer: { id, settings },
        schedule,
        batchSize: images.count,
        augmentation: { flip: false, cropMargin: 0 },
      }
      const trainer = Trainer.start(tinyStart(), given, images)
      const losses: number[] = []
      while (trainer.stepsTaken < trainer.steps) {
        const outcome = await trainer.step()
        if (outcome.status === 'stepped') losses.push(outcome.report.loss)
      }
      expectClose(losses, stepsGolden(`training/${name}/losses`).values, 1e-4)
      for (const [which, prefix] of [
        ['current', 'parameters'],
        ['average', 'average'],
      ] as const) {
        for (const [parameter, { values }] of await trainer.weights(which)) {
          if (parameter.includes('running_')) continue
          expectClose(values, stepsGolden(`training/${name}/${prefix}/${parameter}`).values, 1e-3)
        }
      }
      trainer.dispose()
    })
  })
})
