import { beforeAll, describe, expect, it, vi } from 'vitest'
import { backendsUnderTest, prepareBackend } from '../../../testing/backends'
import type { Manifest } from '../../checkpoints/manifest'
import type { Classifier } from '../../classifier'
import { JobCancelled, type JobControl, UNCONTROLLED } from '../../jobControl'
import * as tf from '../../tf'
import { crossEntropyLoss } from '../losses/crossEntropy'
import type { AttackRun, RunState } from '../types'
import type { AttackTask } from './batch'
import { runAttack } from './loop'

/** Images of one pixel; the model says class 1 where red has grown to 0.5 or more, and asks green for class 2. */
const classifier: Classifier = {
  manifest: { classes: ['zero', 'one', 'two'] } as unknown as Manifest,
  parameters: new Map(),
  logits: (pixels) => {
    const values = tf.reshape(pixels, [pixels.shape[0], 3])
    const [red, green] = tf.split(values, 3, 1) as [tf.Tensor2D, tf.Tensor2D]
    return tf.concat([tf.fill([pixels.shape[0], 1], 0.5), tf.add(red, 1e-3), tf.sub(green, 1e-3)], 1) as tf.Tensor2D
  },
  ready: async () => {},
  dispose() {},
}

/** Each image's red at first; the label is 0. */
function taskOf(reds: readonly number[], change: Partial<AttackTask> = {}): AttackTask {
  return {
    classifier,
    norm: 'linf',
    goal: 'untargeted',
    height: 1,
    width: 1,
    pixels: Float32Array.from(reds.flatMap((red) => [red, 0.1, 0])),
    labels: reds.map(() => 0),
    targets: null,
    epsilons: reds.map(() => 1),
    indices: reds.map((_, index) => index),
    starts: null,
    seed: 1,
    ...change,
  }
}

/** Moves red by `speed` a step, and notes how many rows it was given. */
function mover(name: string, steps: number, speed: number, change: Partial<AttackRun> = {}) {
  const rows: number[] = []
  const state = (images: tf.Tensor4D): RunState => {
    const red = tf.reshape(tf.slice(images, [0, 0, 0, 0], [-1, 1, 1, 1]), [-1]) as tf.Tensor1D
    return { attacked: images, logits: classifier.logits(images), value: red, loss: red }
  }
  const run: AttackRun = {
    name,
    loss: crossEntropyLoss,
    steps,
    targetRank: null,
    fooledIsFinal: true,
    start: (batch) => state(batch.ball.pixels),
    step({ attacked }) {
      rows.push(attacked.shape[0])
      return state(tf.add(attacked, tf.tensor1d([speed, 0, 0])))
    },
    ...change,
  }
  return { run, rows }
}

const EVALUATION = { stopWhenFooled: true, batchSize: 4 }
const ALL_STEPS = { stopWhenFooled: false, batchSize: 4 }

describe.each(backendsUnderTest)('the loop on %s', (backend) => {
  beforeAll(() => prepareBackend(backend))

  it('attacks only images that are still robust, and says which run fooled which', async () => {
    const first = mover('first', 2, 0.1)
    const second = mover('second', 4, 0.1)
    // Wrong without an attack, fooled after 2 steps, after 4 (in the second run, which starts anew), never.
    const results = await runAttack(taskOf([0.6, 0.35, 0.15, 0]), [first.run, second.run], EVALUATION, UNCONTROLLED)
    expect(results.map(({ run, fooled, iterations }) => [run, fooled, iterations])).toEqual([
      [null, true, 0],
      ['first', true, 2],
      ['second', true, 6],
      ['second', false, 6],
    ])
    expect(results[0]?.attacked[0]).toBeCloseTo(0.6)
    expect(results[2]?.attacked[0]).toBeCloseTo(0.55)
    expect(first.rows).toEqual([4, 4])
    expect(second.rows).toEqual([2, 2, 2, 2])
  })

  it('drops fooled images within a run, and regroups the rest into few sizes', async () => {
    const { run, rows } = mover('only', 24, 0.02)
    const reds = [0.49, 0.48, 0.3, 0.47, 0.29, 0]
    const results = await runAttack(taskOf(reds), [run], { stopWhenFooled: true, batchSize: 8 }, UNCONTROLLED)
    expect(results.map(({ fooled }) => fooled)).toEqual([true, true, true, true, true, false])
    // Seen at the first check after they were fooled: 4, 10, 20.
    expect(results.map(({ iterations }) => iterations)).toEqual([4, 4, 10, 4, 20, 24])
    expect(results.map(({ losses }) => losses.length)).toEqual([5, 5, 11, 5, 21, 25])
    expect(results[4]?.losses[3]).toBeCloseTo(0.29 + 3 * 0.02)
    expect(new Set(rows)).toEqual(new Set([8, 4, 2, 1]))
    expect(rows).toHaveLength(24)
  })

  it('gives the same result however images are grouped', async () => {
    const reds = [0.49, 0.2, 0.3, 0, 0.45]
    const attack = async (batchSize: number) => {
      const runs = [mover('a', 12, 0.02).run, mover('b', 12, 0.03).run]
      return runAttack(taskOf(reds), runs, { stopWhenFooled: true, batchSize }, UNCONTROLLED)
    }
    const one = await attack(1)
    for (const batchSize of [2, 3, 5, 64]) expect(await attack(batchSize)).toEqual(one)
  })

  it('takes all steps on all images if requested, and keeps the worst run', async () => {
    const runs = [mover('far', 3, 0.1).run, mover('further', 3, 0.11).run, mover('back', 3, -0.01).run]
    const results = await runAttack(taskOf([0.6, 0.1]), runs, ALL_STEPS, UNCONTROLLED)
    expect(results.map(({ run, iterations }) => [run, iterations])).toEqual([
      ['further', 9],
      ['further', 9],
    ])
    expect(results[1]?.losses.map((loss) => Number(loss.toFixed(3)))).toEqual([0.1, 0.21, 0.32, 0.43])
  })

  it('ranks fooled images as worse than robust ones, whatever the values', async () => {
    const { run } = mover('fooled', 1, 0.6)
    const low: AttackRun = {
      ...run,
      step: (state, batch, step) => ({
        ...run.step(state, batch, step),
        value: tf.mul(state.value, -100) as tf.Tensor1D,
      }),
    }
    const runs = [mover('holds', 1, 0.1).run, low, mover('holds too', 1, 0.2).run]
    const [result] = await runAttack(taskOf([0.1]), runs, ALL_STEPS, UNCONTROLLED)
    expect(result).toMatchObject({ run: 'fooled', fooled: true })
  })

  it('judges a run only at its end if its last iterate counts', async () => {
    // Falls at the first step, and comes back.
    const { run } = mover('there and back', 12, 0, { fooledIsFinal: false })
    const there: AttackRun = {
      ...run,
      step: (state, batch, step) => {
        const red = step < 10 ? 0.9 : 0.1
        const moved = tf.add(tf.mul(batch.ball.pixels, 0), tf.tensor1d([red, 0, 0])) as tf.Tensor4D
        return { ...state, attacked: moved, logits: classifier.logits(moved) }
      },
    }
    const [result] = await runAttack(taskOf([0.2]), [there], EVALUATION, UNCONTROLLED)
    expect(result).toMatchObject({ fooled: false, iterations: 12 })
  })

  it('steers to the classes of a rank, likeliest first, and never to the label', async () => {
    const targets: number[][] = []
    const towards = (rank: number) => {
      const { run } = mover(`rank ${rank}`, 0, 0, { targetRank: rank })
      const start = async (tensor: tf.Tensor1D) => targets.push([...(await tensor.data())])
      return {
        ...run,
        start(batch: Parameters<AttackRun['start']>[0]) {
          void start(tf.keep(tf.clone(batch.targets as tf.Tensor1D)))
          return run.start(batch)
        },
      }
    }
    // Class 1 is likelier than class 2 in the first image, and the other way round in the second.
    const pixels = Float32Array.from([0.3, 0.1, 0, 0.05, 0.4, 0])
    await runAttack(taskOf([0, 0], { pixels }), [towards(1), towards(2), towards(9)], ALL_STEPS, UNCONTROLLED)
    await vi.waitFor(() => expect(targets).toHaveLength(3))
    expect(targets).toEqual([
      [1, 2],
      [2, 1],
      [2, 1],
    ])
  })

  it('counts reaching the target as success, if there is one', async () => {
    const pixels = Float32Array.from([0.2, 0.1, 0])
    const task = taskOf([0], { pixels, goal: 'targeted', targets: [2] })
    const { run } = mover('to class 1', 8, 0.1)
    const [missed] = await runAttack(task, [run], EVALUATION, UNCONTROLLED)
    expect(missed).toMatchObject({ fooled: false, iterations: 8 })
    const clean = { ...task, pixels: Float32Array.from([0.2, 0.9, 0]) }
    const [reached] = await runAttack(clean, [run], EVALUATION, UNCONTROLLED)
    expect(reached).toMatchObject({ fooled: true, run: null })
  })

  it('counts steps of images up to the total, however many are fooled on the way', async () => {
    // A clock on which every look is far from the last, so that every report is made.
    let now = 0
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 100))
    try {
      const reports: [number, number][] = []
      const control: JobControl = { checkpoint: async (step, steps) => void reports.push([step, steps]) }
      const runs = [mover('a', 12, 0.03).run, mover('b', 3, 0.1).run]
      await runAttack(taskOf([0.6, 0.4, 0.1, 0]), runs, EVALUATION, control)
      expect(reports[0]).toEqual([0, 60])
      const steps = reports.map(([step]) => step)
      expect(steps).toEqual([...steps].sort((one, other) => one - other))
      expect(steps.at(-1)).toBeLessThanOrEqual(60)
      expect(steps.at(-1)).toBeGreaterThanOrEqual(56)
    } finally {
      clock.mockRestore()
    }
  })

  it('reports every step of an attack on a single image', async () => {
    let now = 0
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 100))
    try {
      const reports: [number, number][] = []
      const control: JobControl = { checkpoint: async (step, steps) => void reports.push([step, steps]) }
      await runAttack(taskOf([0]), [mover('a', 3, 0.1).run], ALL_STEPS, control)
      expect(new Set(reports.map(([step, steps]) => `${step}/${steps}`))).toEqual(new Set(['0/3', '1/3', '2/3', '3/3']))
    } finally {
      clock.mockRestore()
    }
  })

  it.each([1, 2, 3, 5, 9])('takes no step after it is cancelled, at report %d, and leaves no tensor', async (at) => {
    let now = 0
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 100))
    try {
      const { run, rows } = mover('a', 30, 0.011)
      let reports = 0
      let stepsThen = 0
      const control: JobControl = {
        checkpoint: async () => {
          stepsThen = rows.length
          if (++reports === at) throw new JobCancelled()
        },
      }
      const before = tf.memory().numTensors
      await expect(runAttack(taskOf([0.48, 0.4, 0]), [run], EVALUATION, control)).rejects.toThrow(JobCancelled)
      expect(rows).toHaveLength(stepsThen)
      expect(rows.length).toBeLessThan(10)
      expect(tf.memory().numTensors).toBe(before)
    } finally {
      clock.mockRestore()
    }
  })

  it('leaves no tensor when it ends, or when a step fails', async () => {
    const before = tf.memory().numTensors
    await runAttack(taskOf([0.48, 0.4, 0]), [mover('a', 30, 0.011).run], EVALUATION, UNCONTROLLED)
    expect(tf.memory().numTensors).toBe(before)
    const { run } = mover('a', 8, 0.011)
    const broken: AttackRun = {
      ...run,
      step(state, batch, step) {
        if (step === 5) throw new Error('no more memory')
        return run.step(state, batch, step)
      },
    }
    await expect(runAttack(taskOf([0.2]), [broken], EVALUATION, UNCONTROLLED)).rejects.toThrow('no more memory')
    expect(tf.memory().numTensors).toBe(before)
  })

  it('reads from the device once in twenty steps, except for fooled images', async () => {
    const read = vi.spyOn(tf.Tensor.prototype, 'data')
    try {
      await runAttack(taskOf([0, 0, 0]), [mover('a', 200, 0.001).run], EVALUATION, UNCONTROLLED)
      // The clean images, the checks (after 4 and 10 steps, and then every 20), and the end.
      expect(read.mock.calls.length).toBeLessThanOrEqual(1 + 12 + 1)
    } finally {
      read.mockRestore()
    }
  })

  it('does nothing without images', async () => {
    expect(await runAttack(taskOf([]), [mover('a', 3, 0.1).run], EVALUATION, UNCONTROLLED)).toEqual([])
  })
})
