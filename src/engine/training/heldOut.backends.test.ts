import { beforeAll, describe, expect, it } from 'vitest'
import { countOutcomes } from '../../outcomes/outcome'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { createTinyModel, stepsGolden, trainingGoldens } from '../../testing/tinyTraining'
import { JobCancelled } from '../jobControl'
import * as tf from '../tf'
import { measureHeldOut } from './heldOut'
import type { TrainingImages } from './trainingImages'

const { settings, figures: golden } = trainingGoldens.heldOut
const { labels, correct, held, ...others } = golden
const expected: Record<string, number> = {
  ...others,
  robust: held,
  fooled: correct - held,
  wrong: golden.images - correct,
}

function goldenImages(): TrainingImages {
  const { shape, values } = stepsGolden('heldOut/images')
  const [count, height, width] = shape as [number, number, number]
  return { count, height, width, pixels: Uint8Array.from(values), labels }
}

/** What the golden attack started from, image by image. */
const goldenStart = (image: number) => ({
  uniform: (count: number) => stepsGolden('heldOut/start').values.slice(image * count, (image + 1) * count),
})

describe.each(backendsUnderTest)('held-out figures on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it.each([8, 3])('equal PyTorch’s in batches of %i', async (batchSize) => {
    const model = createTinyModel()
    const before = tf.memory().numTensors
    const { figures, each } = await measureHeldOut(
      model,
      goldenImages(),
      { ...settings, batchSize, seed: 0 },
      undefined,
      goldenStart,
    )
    const { alignedImages, ...found } = figures
    expect(tf.memory().numTensors, 'tensors left').toBe(before)
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
    for (const [name, value] of Object.entries(found)) expect(value, name).toBeCloseTo(expected[name] as number, 4)
    expect(alignedImages).toBe(found.images)
    const total = each.gradientL1.reduce((sum, norm) => sum + norm, 0)
    expect(total / found.images).toBeCloseTo(found.meanGradientL1, 3)
    expect(countOutcomes(each.verdicts)).toMatchObject({
      robust: found.robust,
      fooled: found.fooled,
      wrong: found.wrong,
    })
    // What is robust has its label ahead of all others after the attack, and what is not has not.
    for (const [i, verdict] of each.verdicts.entries()) {
      if (verdict !== 'wrong') expect((each.attackedMargins[i] as number) > 0).toBe(verdict === 'robust')
    }
    model.dispose()
  })

  it('leave flat images out of the mean alignment, and count the rest', async () => {
    const model = createTinyModel()
    const { pixels, count, ...rest } = goldenImages()
    const size = pixels.length / count
    const isFlat = (image: number) => image % 4 === 0
    const some = pixels.map((value, i) => (isFlat(Math.floor(i / size)) ? 77 : value))
    const measure = async (set: TrainingImages) =>
      (await measureHeldOut(model, set, { ...settings, batchSize: 8, seed: 0 })).figures
    const found = await measure({ ...rest, count, pixels: some })
    const kept = Array.from({ length: count }, (_, image) => image).filter((image) => !isFlat(image))
    const alone = await measure({
      ...rest,
      count: kept.length,
      labels: kept.map((image) => labels[image] as number),
      pixels: Uint8Array.from(kept.flatMap((image) => [...pixels.subarray(image * size, (image + 1) * size)])),
    })
    expect(found.alignedImages).toBe(kept.length)
    expect(found.meanEdgeAlignment).toBeCloseTo(alone.meanEdgeAlignment as number, 5)
    const flat = await measure({ ...rest, count, pixels: pixels.map(() => 77) })
    expect([flat.meanEdgeAlignment, flat.alignedImages]).toEqual([null, 0])
    model.dispose()
  })

  it('do not depend on the batch size, but on the seed', async () => {
    const model = createTinyModel()
    // Near the ball's edge, where starts matter.
    const hard = { epsilon255: 1, stepSize255: 0.01, steps: 1 }
    const of = async (batchSize: number, seed: number) =>
      (await measureHeldOut(model, goldenImages(), { ...hard, batchSize, seed })).figures
    expect(await of(3, 1)).toEqual(await of(3, 1))
    const [one, other] = [await of(8, 1), await of(3, 1)]
    expect(one).toMatchObject({ robust: other.robust, fooled: other.fooled, wrong: other.wrong })
    model.dispose()
  })

  it('can be cancelled without leaving anything behind', async () => {
    const model = createTinyModel()
    const before = tf.memory().numTensors
    const told: number[] = []
    const control = {
      checkpoint: async (done: number) => {
        told.push(done)
        if (done >= 3) throw new JobCancelled()
      },
    }
    const run = measureHeldOut(model, goldenImages(), { ...settings, batchSize: 3, seed: 0 }, control)
    await expect(run).rejects.toThrow(JobCancelled)
    expect(told).toEqual([0, 3])
    expect(tf.memory().numTensors).toBe(before)
    model.dispose()
  })
})
