/** @file What attacks are credited with, on a tiny model and on ones made from it. */
import { beforeAll, describe, expect, it } from 'vitest'
import { argMax } from '../../numbers/argMax'
import { tinyClassifier, tinyImages } from '../../testing/attackGoldens'
import { prepareBackend } from '../../testing/backends'
import type { Eps01, Pixels01 } from '../../units'
import type { Classifier } from '../classifier'
import { UNCONTROLLED } from '../jobControl'
import * as tf from '../tf'
import type { AttackBatchInput } from '../types'
import { attackImages } from './loop/attackImages'
import type { NormId } from './norms/types'
import { ATTACKS, type AttackChoice, type AttackId } from './registry'

const COUNT = 6
const CLASSES = 10
const { pixels, labels } = tinyImages(COUNT)
const EPSILONS: Readonly<Record<NormId, number>> = { linf: 8 / 255, l2: 0.4, l1: 4 }
const FEWER: Readonly<Record<string, number>> = { steps: 5, queries: 3, targetClasses: 2 }

const ids = (Object.keys(ATTACKS) as AttackId[]).filter((id) => id !== 'autoAttack')
const cases = ids.flatMap((id) => ATTACKS[id].norms.map((norm) => [id, norm] as const))
const isTargeted = ([id]: readonly [AttackId, NormId]) => ATTACKS[id].goals.includes('targeted')

function choice(id: AttackId, norm: NormId, epsilon = EPSILONS[norm]): AttackChoice {
  const usual: object = ATTACKS[id].defaults(norm, epsilon as Eps01)
  const fewer = Object.fromEntries(Object.entries(FEWER).filter(([name]) => name in usual))
  return { id, settings: { ...usual, ...fewer } } as unknown as AttackChoice
}

beforeAll(() => prepareBackend('wasm'))

let own: Classifier
/** What it gives the clean images, and a class that it does not. */
let clean: number[]
const otherThan = (values: readonly number[]) => values.map((value) => (value + 1) % CLASSES)

beforeAll(async () => {
  own = tinyClassifier()
  const logits = tf.tidy(() => own.logits(tf.tensor4d(pixels, [COUNT, 12, 12, 3])))
  const values = (await logits.data()) as Float32Array
  clean = labels.map((_, place) => argMax(values.subarray(place * CLASSES, (place + 1) * CLASSES)))
  logits.dispose()
})

const attack = (classifier: Classifier, choice: AttackChoice, change: Partial<AttackBatchInput>) =>
  attackImages(classifier, { pixels: pixels as Pixels01, labels, attack: choice, ...change }, UNCONTROLLED)

/** As the comparison attacks, with every step, and as an evaluation does. */
const ways = [{ stopWhenFooled: false }, { stopWhenFooled: true }]

describe.each(cases)('%s in %s', (id, norm) => {
  it('fools no image that is wrong already, whatever it does to it', async () => {
    for (const way of ways) {
      const results = await attack(own, choice(id, norm), { ...way, labels: otherThan(clean) })
      expect(results.map(({ verdict }) => verdict)).toEqual(clean.map(() => 'wrong'))
    }
  })

  it('fools nothing at epsilon 0', async () => {
    const mixed = clean.map((value, place) => (place % 2 === 0 ? value : (value + 1) % CLASSES))
    for (const way of ways) {
      const results = await attack(own, choice(id, norm, 0), { ...way, labels: mixed })
      expect(results.map(({ verdict }) => verdict)).toEqual(
        mixed.map((_, place) => (place % 2 === 0 ? 'robust' : 'wrong')),
      )
    }
  })
})

describe.each(cases.filter(isTargeted))('%s in %s, towards a target', (id, norm) => {
  it.each([
    ['the label', () => ({ labels: otherThan(clean), targets: otherThan(clean) })],
    ['predicted already', () => ({ labels: otherThan(clean), targets: clean })],
    ['both', () => ({ labels: clean, targets: clean })],
  ] as const)('that is %s is no attack', async (_, aims) => {
    for (const way of ways) {
      const results = await attack(own, choice(id, norm), { ...way, ...aims() })
      expect(results.map(({ verdict }) => verdict)).toEqual(clean.map(() => 'noAttack'))
    }
  })

  it('reaches none at epsilon 0', async () => {
    const results = await attack(own, choice(id, norm, 0), { labels: clean, targets: otherThan(clean) })
    expect(results.map(({ verdict }) => verdict)).toEqual(clean.map(() => 'missed'))
  })
})

it('FAB-T leaves wrong images unchanged, and gets no credit for them', async () => {
  const results = await attack(own, choice('fabT', 'linf'), { labels: otherThan(clean), stopWhenFooled: false })
  expect(Float32Array.from(results.flatMap(({ attacked }) => [...attacked]))).toEqual(pixels)
  expect(results.every(({ verdict }) => verdict === 'wrong')).toBe(true)
})

describe('a gradient of zero', () => {
  const wrapped = (logits: (pixels: tf.Tensor4D) => tf.Tensor): Classifier => ({
    ...own,
    logits: (x) => tf.tidy(() => logits(x) as tf.Tensor2D),
  })
  /** Sees pixels in 4 levels, and so has no gradient. */
  const masked = () => wrapped((x) => own.logits(tf.div(tf.round(tf.mul(x, 4)), 4)))
  const blind: readonly AttackId[] = ['square', 'randomSign', 'gaussianNoise', 'ensemble']

  it.each(cases)('is reported for %s in %s, if it follows one', async (id, norm) => {
    // Small, so that no start crosses the levels by itself and fools the model.
    const results = await attack(masked(), choice(id, norm, EPSILONS[norm] / 100), { stopWhenFooled: false })
    expect(results.map(({ zeroGradient }) => zeroGradient)).toEqual(results.map(() => !blind.includes(id)))
  })

  it('is reported if the label’s probability is 1 to the last bit', async () => {
    const saturated = wrapped((x) => tf.mul(own.logits(x), 1e4))
    const results = await attack(saturated, choice('pgd', 'linf', 1e-4), { labels: clean, stopWhenFooled: false })
    expect(results.every(({ verdict, zeroGradient }) => verdict === 'robust' && zeroGradient)).toBe(true)
    // The margin of logits has a gradient all the same.
    const margin = await attack(saturated, choice('apgdDlr', 'linf', 1e-4), { labels: clean, stopWhenFooled: false })
    expect(margin.some(({ zeroGradient }) => zeroGradient)).toBe(false)
  })

  it('is reported if it becomes zero on the way, but not at a run’s end', async () => {
    const [edge, start] = [0.52, 0.5]
    // Ends in a plateau of which no step finds a way out.
    const plateau = wrapped((x) => {
      const rise = tf.sum(tf.reshape(tf.minimum(x, edge), [x.shape[0], -1]), 1, true)
      return tf.concat([tf.sub(1e4, rise), tf.mul(rise, 0.1), tf.zeros([x.shape[0], CLASSES - 2])], 1)
    })
    const grey = { pixels: new Float32Array(12 * 12 * 3).fill(start) as Pixels01, labels: [0], stopWhenFooled: false }
    const rising = {
      id: 'apgdDlr',
      settings: { ...ATTACKS.apgdDlr.defaults('linf', 0.1 as Eps01), steps: 20 },
    } as const
    const [stopped] = await attack(plateau, rising, grey)
    expect(stopped).toMatchObject({ verdict: 'robust', zeroGradient: true })
    const shorter = { ...rising, settings: { ...rising.settings, epsilon: 0.01 as Eps01 } }
    const [moving] = await attack(plateau, shorter, grey)
    expect(moving).toMatchObject({ verdict: 'robust', zeroGradient: false })
  })
})
