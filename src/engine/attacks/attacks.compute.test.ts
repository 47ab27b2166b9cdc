import { beforeAll, describe, expect, it, vi } from 'vitest'
import { argMax } from '../../numbers/argMax'
import { tinyClassifier, tinyImages } from '../../testing/attackGoldens'
import { prepareBackend } from '../../testing/backends'
import type { Eps01, Pixels01 } from '../../units'
import type { Classifier } from '../classifier'
import { UNCONTROLLED } from '../jobControl'
import * as tf from '../tf'
import type { AttackBatchInput, AttackedImage } from '../types'
import { attackImages } from './loop/attackImages'
import type { NormId } from './norms/types'
import { ATTACKS, type AttackChoice, type AttackId } from './registry'

const COUNT = 6
const { pixels, labels } = tinyImages(COUNT)
const PER_IMAGE = pixels.length / COUNT
const EPSILONS: Readonly<Record<NormId, number>> = { linf: 8 / 255, l2: 0.4, l1: 4 }
/** Few, since there are many cases; the schedules of steps have tests of their own. */
const FEWER: Readonly<Record<string, number>> = { steps: 3, queries: 3, targetClasses: 2 }

// Of AutoAttack nothing can be made fewer: its members are here, and verdicts.compute.test.ts has all of it.
const ids = (Object.keys(ATTACKS) as AttackId[]).filter((id) => id !== 'autoAttack')
const casesOf = (backend: 'cpu' | 'wasm') =>
  ids
    .flatMap((id) => ATTACKS[id].norms.map((norm) => [id, norm] as const))
    // The slowest of all, on the slowest backend.
    .filter(([id, norm]) => backend === 'wasm' || ((norm !== 'l1' || !/^apgd|malt/.test(id)) && id !== 'ensemble'))

function choice(id: AttackId, norm: NormId, change: object = {}, epsilon = EPSILONS[norm]): AttackChoice {
  const usual: object = ATTACKS[id].defaults(norm, epsilon as Eps01)
  const fewer = Object.fromEntries(Object.entries(FEWER).filter(([name]) => name in usual))
  return { id, settings: { ...usual, ...fewer, ...change } } as unknown as AttackChoice
}

/** The first images alone. */
const first = (count: number) => ({
  pixels: pixels.subarray(0, count * PER_IMAGE) as Pixels01,
  labels: labels.slice(0, count),
})

function sizeOf(norm: NormId, attacked: Float32Array, index: number): number {
  let [largest, squares, sum] = [0, 0, 0]
  for (const [i, value] of attacked.entries()) {
    const change = Math.abs(value - (pixels[index * PER_IMAGE + i] as number))
    largest = Math.max(largest, change)
    squares += change ** 2
    sum += change
  }
  return { linf: largest, l2: Math.sqrt(squares), l1: sum }[norm]
}

// Not on webgpu, where so many small steps would take minutes: loop, walks, norms and losses are tested there. Of the
// cpu backend, the slowest, the results alone, since what follows them is of the loop and its seeds, not of kernels.
describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  const cases = casesOf(backend)
  let classifier: Classifier
  beforeAll(async () => {
    await prepareBackend(backend)
    classifier = tinyClassifier()
  })

  const attack = (attack: AttackChoice, change: Partial<AttackBatchInput> = {}): Promise<AttackedImage[]> =>
    attackImages(classifier, { pixels: pixels as Pixels01, labels, attack, ...change }, UNCONTROLLED)

  /** Logits of images, apart from any attack. */
  async function logitsOf(images: readonly Float32Array[]): Promise<Float32Array[]> {
    const side = Math.sqrt(PER_IMAGE / 3)
    const logits = tf.tidy(() =>
      classifier.logits(
        tf.tensor4d(Float32Array.from(images.flatMap((image) => [...image])), [images.length, side, side, 3]),
      ),
    )
    const values = (await logits.data()) as Float32Array
    const classes = values.length / images.length
    logits.dispose()
    return images.map((_, i) => values.slice(i * classes, (i + 1) * classes))
  }

  describe.each(cases)('%s in %s', (id, norm) => {
    it('stays in the ball and in [0, 1], reports true verdicts, and leaves no tensor', async () => {
      const before = tf.memory().numTensors
      const results = await attack(choice(id, norm), { ...first(backend === 'cpu' ? 2 : COUNT), stopWhenFooled: false })
      expect(tf.memory().numTensors).toBe(before)
      const again = await logitsOf(results.map(({ attacked }) => attacked))
      const clean = await logitsOf(results.map((_, i) => pixels.slice(i * PER_IMAGE, (i + 1) * PER_IMAGE)))
      for (const [i, { attacked, logits, verdict, predicted, losses, run, zeroGradient }] of results.entries()) {
        expect(sizeOf(norm, attacked, i)).toBeLessThanOrEqual(EPSILONS[norm] * (1 + 1e-5))
        // What looks for the nearest adversarial image hands over the image itself where it finds none within epsilon.
        if (!['fabT', 'ddn'].includes(id)) expect(sizeOf(norm, attacked, i)).toBeGreaterThan(0)
        expect(Math.min(...attacked)).toBeGreaterThanOrEqual(0)
        expect(Math.max(...attacked)).toBeLessThanOrEqual(1)
        for (const [k, logit] of again[i]!.entries()) expect(logits[k]).toBeCloseTo(logit, 3)
        expect(predicted).toBe(argMax(logits))
        const [label, unattacked] = [labels[i], argMax(clean[i]!)]
        expect(verdict).toBe(unattacked !== label ? 'wrong' : predicted === label ? 'robust' : 'fooled')
        expect(zeroGradient).toBe(false)
        expect(losses.every((loss) => Number.isFinite(loss))).toBe(true)
        expect(run).toContain(ATTACKS[id].name)
      }
    })

    if (backend === 'cpu') return

    it('leaves images unchanged at epsilon 0', async () => {
      const results = await attack(choice(id, norm, {}, 0), { stopWhenFooled: false })
      const clean = await logitsOf(labels.map((_, i) => pixels.slice(i * PER_IMAGE, (i + 1) * PER_IMAGE)))
      for (const [i, { attacked, verdict }] of results.entries()) {
        expect(attacked).toEqual(pixels.slice(i * PER_IMAGE, (i + 1) * PER_IMAGE))
        expect(verdict).toBe(argMax(clean[i]!) === labels[i] ? 'robust' : 'wrong')
      }
    })

    it('gives the same result for the same seed', async () => {
      const first = await attack(choice(id, norm, { seed: 3 }))
      expect(await attack(choice(id, norm, { seed: 3 }))).toEqual(first)
    })

    // Its members are enough.
    if (id === 'ensemble') return

    it('gives each image the result that it would get alone', async () => {
      const few = { ...first(3), indices: [100, 101, 102], stopWhenFooled: false }
      const apart = await attack(choice(id, norm), { ...few, batchSize: 1 })
      const elsewhere = await attack(choice(id, norm), { ...few, batchSize: 2 })
      expect(apart).toHaveLength(3)
      for (const [i, { attacked, verdict, losses }] of apart.entries()) {
        expect(elsewhere[i]?.verdict).toBe(verdict)
        const different = attacked.filter((value, k) => Math.abs(value - elsewhere[i]!.attacked[k]!) > 1e-3).length
        expect(different / PER_IMAGE).toBeLessThanOrEqual(0.01)
        expect(Math.abs(losses.at(-1)! - elsewhere[i]!.losses.at(-1)!)).toBeLessThan(2e-2)
      }
    })
  })
  if (backend === 'cpu') return

  /** The option of a random start is on; what draws without such an option is named. */
  const drawing = cases.flatMap(([id, norm]) => {
    if ('randomStart' in ATTACKS[id].defaults('linf', 0 as Eps01)) return [[id, norm, { randomStart: true }] as const]
    const draws = ['square', 'randomSign', 'gaussianNoise', 'malt', 'pma'].includes(id) || id.startsWith('apgd')
    return draws ? [[id, norm, {}] as const] : []
  })
  it.each(drawing)(
    '%s in %s starts elsewhere for another seed, and for another image index',
    async (id, norm, start) => {
      const starts = async (change: object, indices?: readonly number[]) => {
        const settings = { steps: 1, queries: 1, targetClasses: 1, ...start, ...change }
        const input = { pixels: pixels as Pixels01, labels, stopWhenFooled: false, attack: choice(id, norm, settings) }
        const results = await attackImages(classifier, indices ? { ...input, indices } : input, UNCONTROLLED)
        return results.map(({ losses }) => losses[0])
      }
      const first = await starts({ seed: 1 })
      for (const other of [
        await starts({ seed: 2 }),
        await starts(
          { seed: 1 },
          labels.map((_, index) => index + 1),
        ),
      ]) {
        expect(other.filter((loss, i) => loss === first[i])).toEqual([])
      }
    },
  )

  const restarted = cases.filter(([id]) => 'restarts' in ATTACKS[id].defaults('linf', 0 as Eps01))
  it.each(restarted)('%s in %s never leaves more images robust with more restarts', async (id, norm) => {
    // Small enough that some starts fool the model and others do not.
    const epsilon = EPSILONS[norm] / 2
    const robust = async (restarts: number) =>
      (await attack(choice(id, norm, { restarts, randomStart: true, steps: 2, queries: 2 }, epsilon))).map(
        ({ verdict }) => verdict === 'robust',
      )
    const one = await robust(1)
    const three = await robust(3)
    expect(three.filter((isRobust, i) => isRobust && !one[i])).toEqual([])
  })

  it('finds more with more restarts, in some norm', async () => {
    const robust = async (restarts: number) => {
      const results = await attack(choice('gaussianNoise', 'l2', { restarts }, 2.5))
      return results.filter(({ verdict }) => verdict === 'robust').length
    }
    expect(await robust(12)).toBeLessThan(await robust(1))
  })

  const targeted = cases.filter(
    ([id]) => ATTACKS[id].goals.includes('targeted') && !['randomSign', 'gaussianNoise'].includes(id),
  )
  it.each(targeted)('%s in %s reaches targets more often than chance', async (id, norm) => {
    const targets = labels.map((label, i) => (label + 1 + (i % 9)) % 10)
    const results = await attack(choice(id, norm, { steps: 6, queries: 100 }, EPSILONS[norm] * 8), { targets })
    const reached = results.filter(({ predicted }, i) => predicted === targets[i]).length
    for (const [i, { verdict, predicted, run }] of results.entries()) {
      const asked = run === null ? 'noAttack' : predicted === targets[i] ? 'reached' : 'missed'
      expect(verdict).toBe(asked)
    }
    // One in nine by chance.
    expect(reached).toBeGreaterThan(COUNT / 3)
  })

  // Which norm makes no difference to it.
  const members = cases.filter(([id, norm]) => id !== 'ensemble' && norm === 'linf')
  it.each(members)('%s in %s reads from the device a few times, whatever its number of steps', async (id, norm) => {
    const read = vi.spyOn(tf.Tensor.prototype, 'data')
    try {
      const results = await attack(choice(id, norm, { steps: 20, queries: 20, targetClasses: 1 }), {
        stopWhenFooled: false,
      })
      const iterations = results[0]!.iterations
      expect(read.mock.calls.length).toBeLessThanOrEqual(4 + iterations / 8)
    } finally {
      read.mockRestore()
    }
  })

  it('uses an epsilon per image if given', async () => {
    const epsilons = [0, 0.01, 0.02, 0.03, 0.04, 0.05]
    const results = await attack(choice('pgd', 'linf'), { epsilons, stopWhenFooled: false })
    for (const [i, { attacked }] of results.entries()) expect(sizeOf('linf', attacked, i)).toBeCloseTo(epsilons[i]!, 5)
  })

  it('PGD that keeps the worst iterate ends with one no better than its last', async () => {
    const settings = { steps: 10, stepSize: { rule: 'shareOfEpsilon', share: 2 } }
    const last = await attack(choice('pgd', 'linf', settings), { stopWhenFooled: false })
    const worst = await attack(choice('pgd', 'linf', { ...settings, result: 'worst' }), { stopWhenFooled: false })
    for (const [i, { verdict }] of worst.entries()) {
      expect(verdict === 'robust' && last[i]!.verdict === 'fooled').toBe(false)
    }
  })
})
