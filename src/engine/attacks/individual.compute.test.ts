/** @file What complete MALT, PMA and DDN do to the tiny classifier, against the references of individual.backends.test.ts. */
import { beforeAll, describe, expect, it } from 'vitest'
import { tinyClassifier, tinyImages } from '../../testing/attackGoldens'
import { prepareBackend } from '../../testing/backends'
import { readGoldens } from '../../testing/goldens'
import type { Eps01, Pixels01 } from '../../units'
import type { Classifier } from '../classifier'
import { perturbationSize } from '../evaluation/perturbationSize'
import { UNCONTROLLED } from '../jobControl'
import { attackImages } from './loop/attackImages'
import type { AttackChoice } from './registry'
import { ATTACKS } from './registry'

const golden = await readGoldens('attacks-individual.safetensors')
const COUNT = 32
const { pixels, labels } = tinyImages(COUNT)
const PER_IMAGE = pixels.length / COUNT
/** As of the goldens. */
const EPSILONS = { linf: 8 / 255, l2: 0.4 } as const

let classifier: Classifier
beforeAll(async () => {
  await prepareBackend('wasm')
  classifier = tinyClassifier()
})

const attack = (choice: AttackChoice, stopWhenFooled = true) =>
  attackImages(classifier, { pixels: pixels as Pixels01, labels, attack: choice, stopWhenFooled }, UNCONTROLLED)

/** Expects at most one image that no seed of the reference judges so, and neither all nor none to be robust. */
function expectHeld(robust: readonly boolean[], name: string): void {
  const { values, shape } = golden(name)
  const [seeds, all] = shape as readonly [number, number]
  const strangers = robust.filter((isRobust, image) =>
    Array.from({ length: seeds }, (_, seed) => values[seed * all + image] === 1).every((held) => held !== isRobust),
  )
  expect(strangers.length).toBeLessThanOrEqual(1)
  const count = robust.filter(Boolean).length
  expect(count).toBeGreaterThan(COUNT / 5)
  expect(count).toBeLessThan((4 * COUNT) / 5)
}

describe('robust images of complete attacks', { timeout: 120_000 }, () => {
  it.each(['linf', 'l2'] as const)('MALT in %s', async (norm) => {
    const settings = { ...ATTACKS.malt.defaults(norm, EPSILONS[norm] as Eps01), steps: 20, targetClasses: 2 }
    const results = await attack({ id: 'malt', settings })
    expectHeld(
      results.map(({ verdict }) => verdict === 'robust'),
      `malt/held/${norm}`,
    )
    // Wrong images cost the look at them; of the others the order costs a gradient per class, the attack its steps.
    for (const { verdict, passes } of results) {
      if (verdict === 'wrong') expect(passes).toEqual({ forward: 1, backward: 0 })
      if (verdict === 'robust') expect(passes).toEqual({ forward: 1 + 9 + 2 * 21, backward: 9 + 2 * 20 })
    }
  })

  it('PMA', async () => {
    const settings = { ...ATTACKS.pma.defaults('linf', EPSILONS.linf as Eps01), steps: 20 }
    const results = await attack({ id: 'pma', settings })
    expectHeld(
      results.map(({ verdict }) => verdict === 'robust'),
      'pma/held',
    )
  })

  it.each([
    ['rounded', true],
    ['unrounded', false],
  ] as const)('DDN finds sizes of adversarial-library, %s', async (name, isRounded) => {
    const settings = { ...ATTACKS.ddn.defaults('l2', 100 as Eps01), steps: 60, isRounded }
    const results = await attack({ id: 'ddn', settings })
    const expected = golden(`ddn/${name}`).values
    const ratios = results.flatMap(({ verdict, attacked }, image) => {
      const clean = pixels.subarray(image * PER_IMAGE, (image + 1) * PER_IMAGE)
      const size = perturbationSize('l2', clean, attacked)
      const theirs = expected[image] as number
      expect(verdict === 'wrong').toBe(theirs === 0)
      return theirs === 0 ? [] : [size / theirs]
    })
    expect(ratios.length).toBeGreaterThan(COUNT / 2)
    // It looks at one more iterate; and float32 may judge an image at the boundary otherwise.
    expect(Math.max(...ratios)).toBeLessThan(1.02)
    expect(Math.min(...ratios)).toBeGreaterThan(0.9)
    expect(ratios.filter((ratio) => Math.abs(ratio - 1) < 0.002).length / ratios.length).toBeGreaterThan(0.8)
  })
})
