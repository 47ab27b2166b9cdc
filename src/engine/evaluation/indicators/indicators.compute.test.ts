/** @file Every indicator, on attacks that were made to fail in its way, and on one that does not. */
import { beforeAll, describe, expect, it } from 'vitest'
import { tinyClassifier, tinyImages } from '../../../testing/attackGoldens'
import { prepareBackend } from '../../../testing/backends'
import type { Eps01, Pixels01 } from '../../../units'
import { attackImages } from '../../attacks/loop/attackImages'
import { ATTACKS, type AttackChoice } from '../../attacks/registry'
import type { Classifier } from '../../classifier'
import { UNCONTROLLED } from '../../jobControl'
import * as tf from '../../tf'
import type { FlagFinding } from '../types'
import { checkIndicators } from './checkIndicators'
import { OwnAttack } from './ownAttack'
import { INDICATORS } from './registry'
import { isUnfinished, unfinished } from './unfinished'

const COUNT = 24
const { pixels, labels } = tinyImages(COUNT)
const EPSILON = (8 / 255) as Eps01

describe('indicators of attack failure', { timeout: 60_000 }, () => {
  let sound: Classifier
  beforeAll(async () => {
    await prepareBackend('wasm')
    sound = tinyClassifier()
  })

  const wrapped = (logits: (pixels: tf.Tensor4D) => tf.Tensor): Classifier => ({
    ...sound,
    logits: (x) => tf.tidy(() => logits(x) as tf.Tensor2D),
  })

  const pgd = (change: object, epsilon = EPSILON): AttackChoice =>
    ({ id: 'pgd', settings: { ...ATTACKS.pgd.defaults('linf', epsilon), ...change } }) as AttackChoice

  async function look(classifier: Classifier, choice: AttackChoice, ...only: string[]): Promise<FlagFinding[]> {
    return lookAt({ pixels: pixels as Pixels01, labels }, classifier, choice, only)
  }

  async function lookAt(
    { pixels, labels }: { readonly pixels: Pixels01; readonly labels: readonly number[] },
    classifier: Classifier,
    choice: AttackChoice,
    only: readonly string[],
  ): Promise<FlagFinding[]> {
    const images = {
      ...{ indices: labels.map((_, place) => place + 100), labels, classes: classifier.manifest.classes },
      ...{ pixels, size: 12 },
    }
    const own = new OwnAttack({ id: 'own', classifier, labels }, images, choice, UNCONTROLLED)
    const before = tf.memory().numTensors
    const chosen = INDICATORS.filter(({ id }) => only.length === 0 || only.includes(id))
    const findings = await checkIndicators(own, chosen)
    expect(tf.memory().numTensors).toBe(before)
    for (const { seen, status, remedy, images: found, mends } of findings) {
      expect(seen).toMatch(/^[A-Z].*\.$/)
      expect(remedy === null).toBe(status !== 'raised')
      expect((found?.length ?? 0) > 0).toBe(status === 'raised')
      if (status === 'raised') expect(mends).toBeDefined()
    }
    return findings
  }

  const raised = (findings: readonly FlagFinding[]) =>
    findings.filter(({ status }) => status === 'raised').map(({ id }) => id)

  it('none is raised of a strong attack on a sound model', async () => {
    const choice = pgd({ steps: 40, restarts: 3, result: 'worst', stepSize: { rule: 'shareOfEpsilon', share: 0.1 } })
    const findings = await look(sound, choice, 'zero-gradient', 'unfinished', 'unstable-outputs', 'unlucky-start')
    expect(raised(findings)).toEqual([])
    expect(findings[0]?.numbers.robust).toBeGreaterThan(3)
  })

  it('steps too small to arrive: the loss still rises, and more steps mend it', async () => {
    const choice = pgd({ steps: 12, stepSize: { rule: 'fixed', size: 0.1 / 255 }, randomStart: false })
    const [finding] = await look(sound, choice, 'unfinished')
    expect(finding).toMatchObject({ status: 'raised', mends: [{ name: '48 steps', settings: { steps: 48 } }] })
    expect(finding?.numbers.found).toBeGreaterThan(3)
  })

  it('quantised input: no gradient, and the mend is another loss or Square', async () => {
    const quantised = wrapped((x) => sound.logits(tf.div(tf.round(tf.mul(x, 4)), 4)))
    const [finding] = await look(quantised, pgd({ steps: 3 }, 1e-4 as Eps01), 'zero-gradient')
    expect(finding).toMatchObject({ status: 'raised', mends: [{ settings: { loss: 'margin' } }, { attack: 'square' }] })
    expect(finding?.numbers.found).toBe(finding?.numbers.robust)
  })

  it('logits so large that cross-entropy is flat: the margin as loss fools more', async () => {
    const saturated = wrapped((x) => tf.mul(sound.logits(x), 1e4))
    const choice = pgd({ steps: 10 })
    const [finding] = await look(saturated, choice, 'zero-gradient')
    expect(finding?.status).toBe('raised')
    const robustWith = async (attack: AttackChoice) =>
      (await attackImages(saturated, { pixels: pixels as Pixels01, labels, attack }, UNCONTROLLED)).filter(
        ({ verdict }) => verdict === 'robust',
      ).length
    const mended = { ...choice, settings: { ...choice.settings, ...finding?.mends?.[0]?.settings } } as AttackChoice
    expect(await robustWith(mended)).toBeLessThan(await robustWith(choice))
  })

  it('steps that overshoot: an earlier iterate fools, and keeping the worst one mends it', async () => {
    // Fooled within a narrow band of brightness only, which the last step leaves.
    const band = wrapped((x) => {
      const level = tf.sub(tf.mul(tf.mean(x, [1, 2, 3]), 100), 50).reshape([-1, 1])
      const inBand = tf.exp(tf.neg(tf.square(tf.sub(level, 2))))
      return tf.concat([tf.fill(level.shape, 0.5), inBand, tf.zeros([x.shape[0], 8])], 1)
    })
    const grey = { pixels: new Float32Array(12 * 12 * 3).fill(0.5) as Pixels01, labels: [0] }
    const choice = pgd({ steps: 2, stepSize: { rule: 'fixed', size: 0.015 }, randomStart: false }, 0.1 as Eps01)
    const [finding] = await lookAt(grey, band, choice, ['fooled-on-the-way'])
    expect(finding?.status).toBe('raised')
    expect(finding?.mends).toMatchObject([{ settings: { result: 'worst' } }])
    const mended = pgd({ ...choice.settings, result: 'worst' }, 0.1 as Eps01)
    const [result] = await attackImages(band, { ...grey, attack: mended }, UNCONTROLLED)
    expect(result?.verdict).toBe('fooled')
  })

  it('one draw of noise: another draw fools', async () => {
    // About a third of all noise fools it.
    const moody = wrapped((x) => {
      const level = tf.sin(tf.mul(tf.sub(tf.mean(x, [1, 2, 3]), 0.5), 500)).reshape([-1, 1])
      return tf.concat([tf.fill(level.shape, 0.5), level, tf.zeros([x.shape[0], 8])], 1)
    })
    const choice: AttackChoice = { id: 'gaussianNoise', settings: ATTACKS.gaussianNoise.defaults('l2', 1 as Eps01) }
    const greys = { pixels: new Float32Array(COUNT * 12 * 12 * 3).fill(0.5) as Pixels01, labels: labels.map(() => 0) }
    const [finding] = await lookAt(greys, moody, choice, ['unlucky-start'])
    expect(finding).toMatchObject({ status: 'raised', mends: [{ name: '4 restarts' }] })
    for (const index of finding?.images ?? []) expect(index).toBeGreaterThanOrEqual(100)
  })

  it('outputs that shake under noise', async () => {
    const shaky = wrapped((x) => {
      const logits = sound.logits(x)
      return tf.mul(logits, tf.add(1, tf.mul(0.5, tf.sin(tf.mul(tf.sum(x, [1, 2, 3]), 500).reshape([-1, 1])))))
    })
    expect(raised(await look(shaky, pgd({ steps: 1 }, 1e-4 as Eps01), 'unstable-outputs'))).toEqual([
      'unstable-outputs',
    ])
  })

  it('says nothing that does not concern the attack', async () => {
    const settings = { ...ATTACKS.gaussianNoise.defaults('linf', EPSILON) }
    const findings = await look(sound, { id: 'gaussianNoise', settings })
    expect(findings.map(({ id }) => id)).toEqual(['zero-gradient', 'unstable-outputs', 'unlucky-start'])
  })
})

describe('a loss', () => {
  const rising = Array.from({ length: 21 }, (_, step) => step)
  it.each([
    ['that rises to the end', rising, true],
    ['that has settled', rising.map((step) => Math.min(step, 9)), false],
    ['that falls', rising.map((step) => -step), false],
    ['that swings below its best', rising.map((step) => (step === 5 ? 10 : step % 2)), false],
    ['that does not change', rising.map(() => 1), false],
    ['of one step', [0, 1], false],
  ])('%s', (_, losses, expected) => {
    expect(isUnfinished(losses)).toBe(expected)
  })

  it('is said to rise in no more steps than the attack has', () => {
    const signOf = (steps: number) => unfinished.sign({ settings: { steps } } as unknown as OwnAttack)
    expect(signOf(40)).toContain('in the last 10 steps of the attack')
    expect(signOf(5)).toContain('in the 5 steps of the attack')
  })
})
