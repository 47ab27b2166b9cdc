import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectClose } from '../../testing/allclose'
import { askTiny } from '../../testing/askedTiny'
import { backendsUnderTest, prepareBackend } from '../../testing/backends'
import { readGoldens } from '../../testing/goldens'
import { TINY_LABELS, tinyResNetClassifier } from '../../testing/tinyResNets'
import type { Pixels01 } from '../../units'
import type { Classifier } from '../classifier'
import { measureQuantity } from '../measureQuantity'
import * as tf from '../tf'
import type { AskedModel, LabelledSet } from './defineQuantity'
import { countsOf, universal } from './universalPerturbation'

const golden = await readGoldens('universal.safetensors')
const EPSILON = 8 / 255
const STEPS = 4

it('counts an image with equal logits as the verdicts of attacks do', () => {
  const [clean, perturbed] = [Float32Array.of(1, 1, 1, 1), Float32Array.of(0, 1, 1, 1)]
  expect(countsOf({ clean, perturbed }, { labels: [0, 1] })).toEqual({ right: 1, fooled: 1 })
})

describe.each(backendsUnderTest)('the universal perturbation against PyTorch, on %s', (backend) => {
  let classifier: Classifier
  let asked: AskedModel
  let set: LabelledSet

  beforeAll(async () => {
    await prepareBackend(backend)
    ;({ classifier, asked } = await askTiny('gelu-small'))
    const tiny = tinyResNetClassifier('gelu-small')
    set = { pixels: (await tiny.pixels.data()).slice() as Pixels01, labels: TINY_LABELS }
    tiny.pixels.dispose()
    tiny.classifier.dispose()
  })

  afterAll(() => classifier.dispose())

  it('takes the same signed steps', async () => {
    const before = tf.memory().numTensors
    const plan = { epsilon: EPSILON, steps: STEPS, stepSize: EPSILON / 4 }
    const { perturbation, losses, perturbed } = await universal(asked, set, plan)
    expect(tf.memory().numTensors).toBe(before)
    const expected = golden('perturbation').values
    const sure = golden('sure').values
    const strays = perturbation.filter((value, i) => sure[i] === 1 && Math.abs(value - (expected[i] as number)) > 1e-6)
    // A sign that float32 gets wrong once can turn others.
    expect(strays.length / perturbation.length).toBeLessThan(0.005)
    expect(sure.filter((each) => each === 1).length).toBeGreaterThan(0.9 * sure.length)
    expectClose(losses, golden('losses').values, 1e-3)
    expectClose(perturbed, golden('logits').values, 1e-2)
  })

  it('stays within epsilon, raises the loss, and counts what it fools', async () => {
    // Plain JavaScript is slow.
    if (backend === 'cpu') return
    const result = await measureQuantity({ quantity: 'universalPerturbation' }, { ...asked, gallery: async () => set })
    expect(Math.max(...result.values.map(Math.abs))).toBeLessThanOrEqual(EPSILON + 1e-7)
    expect(result.images).toBe(TINY_LABELS.length)
    expect(result.fooled).toBeLessThanOrEqual(result.right)
    expect(result.gradientOf).toBe('loss')
  })
})
