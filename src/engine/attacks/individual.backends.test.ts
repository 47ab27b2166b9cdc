/** @file MALT, PMA and DDN against adversarial-library and against their papers, written once more in PyTorch. */
import { beforeAll, describe, expect, it } from 'vitest'
import { batchOf, tinyClassifier, tinyImages, tinyTask } from '../../testing/attackGoldens'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { readGoldens } from '../../testing/goldens'
import type { Classifier } from '../classifier'
import { stopGradient } from '../gradients/stopGradient'
import { UNCONTROLLED } from '../jobControl'
import * as tf from '../tf'
import { ddnRun } from './ddn'
import { disposeBatch } from './loop/batch'
import { Pacing } from './loop/pacing'
import { noPasses } from './loop/passes'
import { pmaRun } from './pma'
import { byLinearDistance } from './targetOrders/byLinearDistance'
import type { AttackRun, Batch } from './types'

const golden = await readGoldens('attacks-individual.safetensors')
const TOLERANCE = 1e-4
/** Pixels whose gradient is all but zero may take the other sign in float32. */
const MAX_SHARE_OF_OTHER_SIGNS = 0.005
/** A GPU in software takes a fifth of a second for a step. */
const MOST_STEPS = { cpu: 100, wasm: 100, webgpu: 2 } as const
const CLASSES = 10
/** Distances closer than this may come in either order in float32. */
const SURE = 1e-4

/** Images of the tiny set at `places`. */
function picked(places: readonly number[]) {
  const all = tinyImages(Math.max(...places) + 1)
  const size = all.pixels.length / all.labels.length
  return {
    pixels: Float32Array.from(places.flatMap((place) => [...all.pixels.subarray(place * size, (place + 1) * size)])),
    labels: places.map((place) => all.labels[place] as number),
  }
}

/** Every image that the model is asked about in `steps` steps of a run. */
async function askedBy(run: AttackRun, batchFor: (classifier: Classifier) => Batch, steps: number) {
  const asked: tf.Tensor[] = []
  const classifier = tinyClassifier()
  const watched: Classifier = {
    ...classifier,
    logits(pixels) {
      asked.push(tf.keep(stopGradient(pixels)))
      return classifier.logits(pixels)
    },
  }
  const batch = batchFor(watched)
  let state = tf.tidy(() => run.start(batch))
  for (let step = 0; step < steps; step++) state = tf.tidy(() => run.step(state, batch, step))
  const values = await Promise.all(asked.map(async (tensor) => (await tensor.data()) as Float32Array))
  tf.dispose([asked, Object.values(state)])
  disposeBatch(batch)
  classifier.dispose()
  return values
}

/** @param sure how many iterates of each image are clear in float32 */
function expectSame(asked: readonly Float32Array[], name: string, sure: readonly number[], mayDiffer: number): void {
  const { values, shape } = golden(name)
  const [, count] = shape as readonly [number, number]
  const size = values.length / (shape[0] as number) / count
  for (const [step, actual] of asked.entries()) {
    if (step >= (shape[0] as number)) break
    for (let image = 0; image < count; image++) {
      if (step > (sure[image] as number)) continue
      const [from, to] = [image * size, (step * count + image) * size]
      let different = 0
      for (let k = 0; k < size; k++) {
        if (!(Math.abs((actual[from + k] as number) - (values[to + k] as number)) <= TOLERANCE)) different++
      }
      expect(different / size, `image ${image}, step ${step}`).toBeLessThanOrEqual(mayDiffer)
    }
  }
}

describe.each(backendsUnderTest)('individual attacks on %s', { timeout: 120_000 }, (backend) => {
  beforeAll(() => prepareBackend(backend))

  const norms = backend === 'webgpu' ? (['l2'] as const) : (['linf', 'l2', 'l1'] as const)
  it.each(norms)('MALT orders classes by linear distance in %s', async (norm) => {
    const count = backend === 'webgpu' ? 2 : 16
    const places = Array.from({ length: count }, (_, place) => place)
    const classifier = tinyClassifier()
    const task = tinyTask(classifier, picked(places), norm, 0.1)
    const logits = tf.tidy(() => classifier.logits(tf.tensor4d(task.pixels, [count, 12, 12, 3])))
    const values = (await logits.data()) as Float32Array
    logits.dispose()
    const cleanLogits = places.map((place) => values.slice(place * CLASSES, (place + 1) * CLASSES))
    const passes = places.map(noPasses)
    const asked = { task, cleanLogits, batchSize: 8, pacing: new Pacing(UNCONTROLLED, 1) }
    const orders = await byLinearDistance(CLASSES).order(asked, places, passes)
    const distances = golden(`malt/distances/${norm}`).values
    let differsFromLogits = 0
    for (const [place, order] of orders.entries()) {
      const of = (value: number) => distances[place * CLASSES + value] as number
      expect([...order].sort((a, b) => a - b)).toEqual(
        places
          .slice(0, 0)
          .concat(Array.from({ length: CLASSES }, (_, value) => value).filter((v) => Number.isFinite(of(v)))),
      )
      for (let rank = 1; rank < order.length; rank++) {
        const [nearer, farther] = [of(order[rank - 1] as number), of(order[rank] as number)]
        expect(nearer - farther, `image ${place}, rank ${rank}`).toBeLessThanOrEqual(SURE * Math.abs(farther))
      }
      const byLogit = [...order].sort((a, b) => cleanLogits[place]![b]! - cleanLogits[place]![a]!)
      if (byLogit.join() !== order.join()) differsFromLogits++
      expect(passes[place]).toEqual({ forward: CLASSES - 1, backward: CLASSES - 1 })
    }
    expect(differsFromLogits).toBeGreaterThan(0)
    classifier.dispose()
  })

  it.each([
    ['label', false],
    ['other', true],
  ] as const)('PMA makes its steps, %s first', async (first, startsWithOther) => {
    const places = Array.from(golden('pma/images').values)
    const { shape } = golden(`pma/${first}/asked`)
    const all = (shape[0] as number) - 1
    const steps = Math.min(all, MOST_STEPS[backend])
    const run = pmaRun('PMA', all, startsWithOther) as unknown as AttackRun
    const batchFor = (classifier: Classifier) =>
      batchOf(
        tinyTask(classifier, picked(places), 'linf', 8 / 255, { starts: golden('pma/start').values as Float32Array }),
      )
    const asked = await askedBy(run, batchFor, steps)
    expect(asked).toHaveLength(steps + 1)
    expectSame(
      asked,
      `pma/${first}/asked`,
      places.map(() => all),
      MAX_SHARE_OF_OTHER_SIGNS,
    )
  })

  it.each(['untargeted', 'targeted'] as const)('DDN asks what adversarial-library asks, %s', async (goal) => {
    const places = Array.from(golden(`ddn/${goal}/images`).values)
    const all = golden(`ddn/${goal}/asked`).shape[0] as number
    const steps = Math.min(all, MOST_STEPS[backend])
    const run = ddnRun({ steps: all, firstNorm: 1, growth: 0.05, isRounded: false }) as unknown as AttackRun
    const images = picked(places)
    const targets = goal === 'targeted' ? images.labels.map((label) => (label + 1) % CLASSES) : null
    const batchFor = (classifier: Classifier) => batchOf(tinyTask(classifier, images, 'l2', 10, { goal, targets }))
    const asked = await askedBy(run, batchFor, steps)
    expect(asked).toHaveLength(steps + 1)
    expectSame(asked, `ddn/${goal}/asked`, Array.from(golden(`ddn/${goal}/sureSteps`).values), 0)
  })
})
