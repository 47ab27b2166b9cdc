/** @file Every red flag, on models made so that it is seen, and on sound ones: on the quickest backend that Node has. */
import { beforeAll, describe, expect, it } from 'vitest'
import { tinyClassifier, tinyImages } from '../../../testing/attackGoldens'
import { prepareBackend } from '../../../testing/backends'
import type { Eps01, Pixels01 } from '../../../units'
import type { Classifier } from '../../classifier'
import { stopGradient } from '../../gradients/stopGradient'
import { JobCancelled, UNCONTROLLED } from '../../jobControl'
import * as tf from '../../tf'
import { predict } from '../predict'
import type { FlagFinding, FlagSettings } from '../types'
import { FLAG_BUDGET } from './budget'
import { checkFlags } from './checkFlags'
import { FLAGS } from './registry'

const COUNT = FLAG_BUDGET.images
const tiny = tinyImages(COUNT)

interface Looked {
  readonly pixels?: Float32Array
  readonly labels?: readonly number[]
  readonly others?: readonly Classifier[]
  readonly settings?: Partial<FlagSettings>
  readonly count?: number
  /** Flags by their ids, where not all. */
  readonly only?: readonly string[]
}

describe('red flags', { timeout: 120_000 }, () => {
  let sound: Classifier

  beforeAll(async () => {
    await prepareBackend('wasm')
    sound = tinyClassifier()
  })

  /** The tiny classifier with something in front of it or behind it. */
  const wrapped = (logits: (pixels: tf.Tensor4D) => tf.Tensor): Classifier => ({
    ...sound,
    logits: (pixels) => tf.tidy(() => logits(pixels) as tf.Tensor2D),
  })
  /** Sees pixels in 16 levels, and so has no gradient. */
  const quantised = () => wrapped((x) => sound.logits(tf.div(tf.round(tf.mul(x, 16)), 16)))
  /** The same values, but with gradients that point the other way. */
  const reversed = () => wrapped((x) => sound.logits(tf.sub(stopGradient(tf.mul(x, 2)), x)))

  async function look(classifier: Classifier, looked: Looked = {}): Promise<FlagFinding[]> {
    const {
      pixels = tiny.pixels,
      labels: all = tiny.labels,
      others = [sound],
      settings = {},
      count = COUNT,
      only,
    } = looked
    const labels = all.slice(0, count)
    const before = tf.memory().numTensors
    const findings = await checkFlags(
      { id: 'own', classifier, labels },
      others.map((other, i) => ({ id: `other ${i}`, classifier: other, labels })),
      {
        indices: [...labels.keys()],
        labels,
        classes: sound.manifest.classes,
        pixels: pixels.slice(0, count * 12 * 12 * 3) as Pixels01,
        size: 12,
      },
      { ...FLAG_BUDGET, norm: 'linf', epsilon: (8 / 255) as Eps01, seed: 3, ...settings },
      UNCONTROLLED,
      undefined,
      FLAGS.filter(({ id }) => only === undefined || only.includes(id)),
    )
    expect(tf.memory().numTensors).toBe(before)
    for (const { seen, status, remedy } of findings) {
      expect(seen).toMatch(/\.$/)
      if (status === 'raised') expect(remedy).toMatch(/\.$/)
      else expect(remedy).toBeNull()
      if (status !== 'unknown') expect(seen).toMatch(/\d/)
    }
    return findings
  }

  const idsOf = (findings: readonly FlagFinding[], status: FlagFinding['status']) =>
    findings.filter((finding) => finding.status === status).map(({ id }) => id)

  const find = (findings: readonly FlagFinding[], id: string) =>
    findings.find((finding) => finding.id === id) ?? expect.fail(`there is no flag "${id}"`)

  it.each(['linf', 'l2', 'l1'] as const)('none is raised of a sound model in %s', async (norm) => {
    const epsilon = { linf: 8 / 255, l2: 0.4, l1: 4 }[norm] as Eps01
    const findings = await look(sound, { settings: { norm, epsilon } })
    expect(findings.filter(({ status }) => status !== 'clear')).toEqual([])
    expect(findings.map(({ id }) => id)).toEqual(FLAGS.map(({ id }) => id))
    // Nor is it because no attack does anything.
    expect(find(findings, 'random-noise').numbers.onlyStronger).toBeGreaterThanOrEqual(7)
  })

  it('quantised input: no gradient, a constant loss, stronger transfer', async () => {
    const raised = await look(quantised())
    expect(idsOf(raised, 'raised')).toEqual(['zero-gradients', 'loss-not-rising', 'epsilon-one', 'black-box'])
    expect(find(raised, 'zero-gradients').numbers).toMatchObject({ zero: 1, notFinite: 0, zeroValues: 1 })
    expect(find(raised, 'black-box').seen).toContain('perturbations made on “Tiny”')
  })

  it('logits scaled until correct predictions have no gradient left', async () => {
    const findings = await look(
      wrapped((x) => tf.mul(sound.logits(x), 1e4)),
      { only: ['zero-gradients'] },
    )
    expect(idsOf(findings, 'raised')).toContain('zero-gradients')
    const { zero } = find(findings, 'zero-gradients').numbers
    expect(zero, 'of the images that are right').toBeGreaterThan(0.7)
    expect(zero, 'and no others').toBeLessThan(1)
  })

  it('gradients that are not finite', async () => {
    // The square root's derivative at 0 is infinite, and times 0 not a number.
    const findings = await look(
      wrapped((x) => tf.add(sound.logits(x), tf.sqrt(tf.mul(tf.sum(x), 0)))),
      {
        only: ['zero-gradients'],
      },
    )
    const zeroGradients = find(findings, 'zero-gradients')
    expect(zeroGradients).toMatchObject({ status: 'raised', numbers: { notFinite: 1 } })
  })

  it('non-finite logits leave dependent checks unknown', async () => {
    const findings = await look(wrapped((x) => tf.log(tf.mul(sound.logits(x), 0))))
    expect(find(findings, 'random-noise')).toMatchObject({ status: 'unknown', remedy: null })
    expect(find(findings, 'random-noise').seen).toContain('is -Infinity')
  })

  it('probabilities taken for logits', async () => {
    const findings = await look(wrapped((x) => tf.softmax(sound.logits(x))))
    expect(idsOf(findings, 'raised')).toEqual(['softmax-outputs'])
  })

  it('added randomness', async () => {
    const findings = await look(
      wrapped((x) => sound.logits(tf.add(x, tf.randomNormal(x.shape, 0, 0.1)))),
      {
        only: ['random-outputs'],
      },
    )
    expect(idsOf(findings, 'raised')).toContain('random-outputs')
    expect(find(findings, 'random-outputs').numbers.different).toBe(1)
  })

  it('inverted gradients: the loss falls, and even an unlimited epsilon is not enough', async () => {
    const only = ['loss-not-rising', 'epsilon-one', 'black-box']
    const findings = await look(reversed(), { only })
    expect(idsOf(findings, 'raised')).toEqual(only)
    const { meanStart, meanEnd } = find(findings, 'loss-not-rising').numbers
    expect(meanEnd).toBeLessThan(meanStart as number)
  })

  it('noise stronger than PGD', async () => {
    const findings = await look(reversed(), { only: ['random-noise'], settings: { epsilon: (64 / 255) as Eps01 } })
    expect(idsOf(findings, 'raised')).toEqual(['random-noise'])
  })

  it('more steps fool fewer images, where ripples trap small steps', async () => {
    const ripples = 128
    const wave = 2 * Math.PI * ripples
    const rippled = wrapped((x) => sound.logits(tf.add(x, tf.mul(tf.sin(tf.mul(x, wave)), 3 / wave))))
    // On whole ripples, where the gradient is right.
    const pixels = Float32Array.from(tiny.pixels, (value) => Math.round(value * ripples) / ripples)
    const settings = { epsilon: (4 / ripples) as Eps01 }
    const findings = await look(rippled, { pixels, settings, only: ['more-steps', 'random-noise', 'zero-gradients'] })
    expect(idsOf(findings, 'raised')).toEqual(['more-steps'])
    const { robustUnderWeaker, robustUnderStronger } = find(findings, 'more-steps').numbers
    expect(robustUnderStronger).toBeGreaterThan(robustUnderWeaker as number)
  })

  it('a larger epsilon fools fewer images, where large changes are undone', async () => {
    const gate = 0.041
    const gated = wrapped((x) => {
      const coarse = tf.div(tf.round(tf.mul(x, 4)), 4)
      const change = tf.sub(x, coarse)
      return sound.logits(
        tf.add(coarse, tf.mul(change, tf.cast(tf.lessEqual(tf.abs(change), gate), 'float32'))) as tf.Tensor4D,
      )
    })
    const pixels = Float32Array.from(tiny.pixels, (value) => Math.round(value * 4) / 4)
    const findings = await look(gated, { pixels, only: ['non-monotone'], settings: { epsilon: 0.04 as Eps01 } })
    expect(idsOf(findings, 'raised')).toEqual(['non-monotone'])
  })

  it('too few images to compare attacks on', async () => {
    const findings = await look(reversed(), { count: 6 })
    expect(idsOf(findings, 'unknown')).toEqual(['random-noise', 'more-steps', 'non-monotone', 'black-box'])
    expect(find(findings, 'random-noise').seen).toMatch(/^[1-6] images that are right without an attack are too few/)
  })

  it('images that are wrong without an attack are credited to none', async () => {
    const comparing = ['random-noise', 'epsilon-one', 'more-steps', 'non-monotone', 'black-box']
    const labelled = (findings: readonly FlagFinding[]) => findings.map(({ seen, numbers }) => [seen, numbers.right])
    const everything = labelled(await look(sound, { only: comparing }))
    const clean = await predict(sound, tiny.pixels, COUNT, UNCONTROLLED)
    const right = clean.filter((predicted, place) => predicted === tiny.labels[place]).length
    expect(right).toBeLessThan(COUNT)
    for (const [seen, counted] of everything) {
      expect(counted).toBe(right)
      expect(seen).toContain(`${right} `)
    }
    // Nor does a model that has nothing right hold where any image is allowed, or fall to anything.
    const wrong = wrapped((x) => tf.add(tf.mul(sound.logits(x), 1e-3), tf.oneHot(tf.tensor1d([0], 'int32'), 10)))
    const none = await look(wrong, { only: comparing, labels: tiny.labels.map(() => 1) })
    expect(idsOf(none, 'unknown')).toEqual(comparing)
  })

  it('no black box in L1, which Square lacks, without another model', async () => {
    const settings = { norm: 'l1', epsilon: 4 as Eps01 } as const
    const [blackBox] = await look(sound, { others: [], settings, only: ['black-box'] })
    expect(blackBox).toMatchObject({ status: 'unknown', seen: expect.stringContaining('add another model') })
  })

  it('nothing is known if no image could be read', async () => {
    const findings = await look(sound, { count: 0 })
    expect(idsOf(findings, 'unknown')).toEqual(FLAGS.map(({ id }) => id))
    expect(findings[0]?.seen).toContain('No image could be read')
  })

  it('the search stops when cancelled, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors
    let told = 0
    const checkpoint = async () => {
      if (++told > 40) throw new JobCancelled()
    }
    const labels = tiny.labels
    const images = { indices: [...labels.keys()], labels, classes: [], pixels: tiny.pixels as Pixels01, size: 12 }
    const own = { id: 'own', classifier: sound, labels }
    const settings = { images: COUNT, steps: 10, norm: 'linf', epsilon: (8 / 255) as Eps01, seed: 3 } as const
    await expect(checkFlags(own, [], images, settings, { checkpoint })).rejects.toThrow(JobCancelled)
    expect(tf.memory().numTensors).toBe(before)
  })
})
