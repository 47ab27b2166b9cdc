import { beforeAll, describe, expect, it } from 'vitest'
import { batchOf, readAttackGoldenIndex, tinyClassifier, tinyTask } from '../../testing/attackGoldens'
import { backendsUnderTest, prepareBackend, type TestedBackend } from '../../testing/backends'
import { readGoldens } from '../../testing/goldens'
import type { Eps01 } from '../../units'
import type { Classifier } from '../classifier'
import { stopGradient } from '../gradients/stopGradient'
import * as tf from '../tf'
import { apgdRun, checkpoints } from './algorithms/apgd'
import { fgsm } from './fgsm'
import { disposeBatch, tensorsOf } from './loop/batch'
import { crossEntropyLoss } from './losses/crossEntropy'
import { dlr } from './losses/dlr'
import type { NormId } from './norms/types'
import { pgd } from './pgd'
import type { AttackRun, Goal, RunState } from './types'

const { walks } = await readAttackGoldenIndex()
const golden = await readGoldens('attacks-walks.safetensors')
const verdicts = await readGoldens('attacks-verdicts.safetensors')
const labels = Array.from(golden('labels').values)
const targets = Array.from(golden('targets').values)

const TOLERANCE = 1e-4
/** Pixels whose gradient is all but zero may take the other sign in float32, and in L∞ then differ by a whole step. */
const MAX_SHARE_OF_OTHER_SIGNS = 0.005

/** A GPU in software takes a fifth of a second for a step: there APGD goes past its second check of the step size only. */
const stepsOf = (run: { readonly steps: number }, backend: TestedBackend) =>
  backend === 'webgpu' ? Math.min(run.steps, SLOW_STEPS) : run.steps
const SLOW_STEPS = 10

/** Every image that the run asks the model about in so many steps from a stored start. */
async function walk<State extends RunState>(
  run: AttackRun<State>,
  classifier: Classifier,
  norm: NormId,
  start: string | null,
  goal: Goal,
  steps = run.steps,
  onStep: (before: State, step: number) => Promise<void> = async () => {},
) {
  const asked: tf.Tensor[] = []
  const watched: Classifier = {
    ...classifier,
    logits(pixels) {
      asked.push(tf.keep(stopGradient(pixels)))
      return classifier.logits(pixels)
    },
  }
  const images = { pixels: golden('pixels').values as Float32Array, labels }
  const towards = goal === 'targeted' ? targets : null
  const starts = start === null ? null : (golden(start).values as Float32Array)
  const task = tinyTask(watched, images, norm, walks.epsilons[norm], { goal, targets: towards, starts })
  const batch = batchOf(task)
  let state = tf.tidy(() => run.start(batch))
  for (let step = 0; step < steps; step++) {
    await onStep(state, step)
    const before = state
    state = tf.tidy(() => run.step(before, batch, step))
    const kept = new Set([...Object.values(state), ...tensorsOf(batch)])
    tf.dispose(Object.values(before).filter((tensor) => !kept.has(tensor)))
  }
  const inputs = await Promise.all(asked.map(async (tensor) => (await tensor.data()) as Float32Array))
  tf.dispose(asked)
  disposeBatch(batch)
  return { inputs, state }
}

/** Of values that are further apart than the tolerance, and of all how far the furthest. */
function compare(actual: ArrayLike<number>, expected: ArrayLike<number>) {
  let different = 0
  let furthest = 0
  for (let i = 0; i < expected.length; i++) {
    const distance = Math.abs((actual[i] as number) - (expected[i] as number))
    if (!(distance <= TOLERANCE)) different++
    furthest = Math.max(furthest, Number.isFinite(distance) ? distance : Number.POSITIVE_INFINITY)
  }
  return { shareOfDifferent: different / expected.length, furthest }
}

/**
 * @param steps that were taken, with the start before them; all where it is left out
 * @param only how many iterates are compared, image by image; all where it is left out
 */
function expectIterates(
  inputs: readonly Float32Array[],
  name: string,
  norm: NormId,
  steps?: number,
  only?: readonly number[],
): void {
  const { values, shape } = golden(name)
  const [all] = shape as readonly [number]
  expect(inputs).toHaveLength(steps === undefined ? all : Math.min(all, steps + 1))
  const size = values.length / all / labels.length
  for (const [step, iterates] of inputs.entries()) {
    for (const image of labels.keys()) {
      if (only !== undefined && step >= (only[image] as number)) continue
      const from = (step * labels.length + image) * size
      const iterate = iterates.subarray(image * size, (image + 1) * size)
      const { shareOfDifferent, furthest } = compare(iterate, values.slice(from, from + size))
      const where = `image ${image}, step ${step}: ${shareOfDifferent} of the values differ, by ${furthest} at most`
      expect(shareOfDifferent, where).toBeLessThanOrEqual(norm === 'linf' ? MAX_SHARE_OF_OTHER_SIGNS : 0)
    }
  }
}

/** How many iterates of each image are compared: until two losses come so near that float32 may take the other for the larger. */
const sureStepsOf = (loss: string, norm: NormId) => Array.from(golden(`apgd-${loss}/${norm}/sureSteps`).values)

describe.each(backendsUnderTest)('steps of the reference packages on %s', (backend) => {
  let classifier: Classifier
  beforeAll(async () => {
    await prepareBackend(backend)
    classifier = tinyClassifier()
  })

  it('the tiny classifier is the one used for the goldens', async () => {
    const { values, shape } = verdicts('pixels')
    const logits = tf.tidy(() => classifier.logits(tf.tensor4d(values, shape as [number, number, number, number])))
    expect(compare(await logits.data(), verdicts('logits').values).furthest).toBeLessThan(TOLERANCE)
    logits.dispose()
  })

  describe.each(['linf', 'l2'] as const)('PGD in %s', (norm) => {
    const [run] = pgd.runs(
      {
        ...pgd.defaults(norm, walks.epsilons[norm] as Eps01),
        steps: walks.pgdSteps,
        stepSize: { rule: 'shareOfEpsilon', share: walks.stepShares[norm] },
      },
      { classCount: 10, goal: 'untargeted' },
    ) as [AttackRun]

    it.each(['untargeted', 'targeted'] as const)('%s makes Foolbox’ steps', async (goal) => {
      const { inputs } = await walk(run, classifier, norm, `${norm}/start`, goal)
      expectIterates(inputs, `pgd/${norm}/${goal}`, norm)
    })
  })

  it('PGD in L1 takes the steps of Croce and Hein', async () => {
    const settings = {
      ...pgd.defaults('l1', walks.epsilons.l1 as Eps01),
      steps: walks.l1Steps,
      stepSize: { rule: 'shareOfEpsilon', share: walks.stepShares.l1 },
      l1Share: walks.l1Share,
    } as const
    const [run] = pgd.runs(settings, { classCount: 10, goal: 'untargeted' }) as [AttackRun]
    const { inputs } = await walk(run, classifier, 'l1', 'l1/start', 'untargeted')
    expectIterates(inputs, 'l1/iterates', 'l1')
  })

  it.each([
    ['linf', 'untargeted'],
    ['linf', 'targeted'],
    ['l2', 'untargeted'],
  ] as const)('FGSM in %s, %s, makes its step', async (norm, goal) => {
    const [run] = fgsm.runs(fgsm.defaults(norm, walks.epsilons[norm] as Eps01), { classCount: 10, goal }) as [AttackRun]
    const { inputs } = await walk(run, classifier, norm, null, goal)
    const { values } = golden(`fgsm/${norm}/${goal}`)
    expect(inputs).toHaveLength(2)
    const { shareOfDifferent } = compare(inputs[1] as Float32Array, values)
    expect(shareOfDifferent).toBeLessThanOrEqual(norm === 'linf' ? MAX_SHARE_OF_OTHER_SIGNS : 0)
  })

  describe.each(['linf', 'l2'] as const)('APGD in %s', (norm) => {
    it.each([
      ['ce', crossEntropyLoss, 'untargeted'],
      ['dlr', dlr, 'untargeted'],
      ['dlr-targeted', dlr, 'targeted'],
    ] as const)('on %s has the same step sizes and the same iterates', async (name, loss, goal) => {
      const run = apgdRun({ name, steps: walks.apgdSteps, targetRank: null, loss })
      const expected = golden(`apgd-${name}/${norm}/stepSizes`).values
      const sureSteps = sureStepsOf(name, norm)
      const sizes: number[] = []
      const steps = stepsOf(run, backend)
      const { inputs } = await walk(run, classifier, norm, `${norm}/start`, goal, steps, async ({ stepSize }) => {
        sizes.push(...(await stepSize.data()))
      })
      expectIterates(inputs, `apgd-${name}/${norm}/iterates`, norm, steps, sureSteps)
      for (const [i, size] of expected.entries()) {
        const [step, image] = [Math.floor(i / labels.length), i % labels.length]
        if (step >= steps || step + 1 >= sureSteps[image]!) continue
        expect(sizes[i], `step size of image ${image} at step ${step}`).toBeCloseTo(size, 6)
      }
    })
  })
})

it.each(['linf', 'l2'] as const)('the goldens of APGD in %s have step sizes halved, again and again', (norm) => {
  const halved = ['ce', 'dlr', 'dlr-targeted'].flatMap((name) => {
    const sure = sureStepsOf(name, norm)
    const sizes = golden(`apgd-${name}/${norm}/stepSizes`).values
    return Array.from(sizes).flatMap((size, i) =>
      Math.floor(i / labels.length) + 1 < sure[i % labels.length]!
        ? [Math.round(Math.log2((2 * walks.epsilons[norm]) / size))]
        : [],
    )
  })
  expect(Math.max(...halved)).toBeGreaterThanOrEqual(4)
  expect(halved.length).toBeGreaterThan(100)
})

describe('the checkpoints of APGD', () => {
  it('match the paper for 100 steps, with the steps between them', () => {
    expect([...checkpoints(100)]).toEqual([
      [22, 22],
      [41, 19],
      [57, 16],
      [70, 13],
      [80, 10],
      [87, 7],
      [93, 6],
      [99, 6],
    ])
  })

  it('come after every step in the end if steps are few', () => {
    expect([...checkpoints(5)]).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
      [5, 1],
    ])
  })
})
