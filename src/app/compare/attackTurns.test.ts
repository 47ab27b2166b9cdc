/** @file Attacks of several columns on one worker, in simulated time: what a person who drags a slider sees, and when. */
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { CallCancelled, type Job } from '../../client/engineClient'
import type { AttackOutcome } from '../../engine/types'
import { settingsOf } from '../../store/attacks/attackChoices'
import { initialAttack, withSettings } from '../../store/attacks/attackForm'
import { type PixelImage, pixels01 } from '../../units'
import type { AttackRequest } from './attackRequests'
import { AttackTurns } from './attackTurns'

const image: PixelImage = { height: 1, width: 1, pixels: pixels01(new Float32Array(3)) }
const outcome = {} as AttackOutcome

interface Shown {
  readonly at: number
  readonly modelId: string
  readonly epsilon: number
  readonly isFirstLook: boolean
}

/** One worker that takes a fixed time for a step of any model's attack. */
class SimulatedWorker {
  time = 0
  cancelled = 0
  private queue: { steps: number; done: number; onProgress: (share: number) => void; end: (error?: Error) => void }[] =
    []

  constructor(private readonly msOfStep: number) {}

  start(request: AttackRequest, onProgress: (share: number) => void): Job<AttackOutcome> {
    let cancel = () => {}
    const result = new Promise<AttackOutcome>((resolve, reject) => {
      const end = (error?: Error) => {
        this.queue = this.queue.filter((other) => other !== job)
        if (error) reject(error)
        else resolve(outcome)
      }
      const job = { steps: stepsOf(request), done: 0, onProgress, end }
      this.queue.push(job)
      cancel = () => {
        this.cancelled++
        end(new CallCancelled())
      }
    })
    return { result, cancel: () => cancel() }
  }

  fail(message: string): void {
    this.queue[0]?.end(new Error(message))
  }

  async pass(ms: number): Promise<void> {
    for (let i = 0; i < ms; i++) {
      this.time++
      const job = this.queue[0]
      if (job !== undefined && this.time % this.msOfStep === 0) {
        job.done++
        job.onProgress(job.done / job.steps)
        if (job.done === job.steps) job.end()
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}

const stepsOf = ({ form }: AttackRequest) => settingsOf(form.choice).steps as number

const requestOf = (modelId: string, epsilon: number, steps = 10): AttackRequest => ({
  ...{ modelId, madeOn: modelId, image, label: 0, clean: 0, target: null, made: null },
  form: withSettings(initialAttack, { epsilon, steps }),
})

let worker: SimulatedWorker
let turns: AttackTurns
let shown: Shown[]
let onItsWay: Map<string, boolean>
let failures: string[]

function createTurns(msOfStep: number): void {
  worker = new SimulatedWorker(msOfStep)
  shown = []
  failures = []
  onItsWay = new Map()
  turns = new AttackTurns(
    (request, onProgress) => worker.start(request, onProgress),
    {
      workOf: stepsOf,
      shorten(request, share) {
        const steps = Math.max(1, Math.floor(stepsOf(request) * share))
        return steps < stepsOf(request) ? { ...request, form: withSettings(request.form, { steps }) } : null
      },
    },
    {
      onAsked: (modelId) => onItsWay.set(modelId, true),
      onProgress: () => {},
      onDone: (_, { modelId, form }, isFirstLook) => {
        shown.push({ at: worker.time, modelId, epsilon: form.choice.settings.epsilon, isFirstLook })
        onItsWay.set(modelId, false)
      },
      onFailed: (message, { modelId }) => {
        failures.push(message)
        onItsWay.set(modelId, false)
      },
      onCancelled: (modelId) => onItsWay.set(modelId, false),
    },
    () => worker.time,
  )
}

const COLUMNS = ['a', 'b', 'c', 'd']
const of = (modelId: string) => shown.filter((result) => result.modelId === modelId)

/** A slider that moves every 16 ms. Returns the last epsilon. */
async function drag(ms: number, steps = 10): Promise<number> {
  let epsilon = 0
  for (const end = worker.time + ms; worker.time < end; ) {
    epsilon = worker.time / 1e6
    for (const id of COLUMNS) turns.request(requestOf(id, epsilon, steps))
    await worker.pass(16)
  }
  return epsilon
}

/** Every column has been attacked, so that its time is known. */
async function settle(steps = 10): Promise<void> {
  for (const id of COLUMNS) turns.request(requestOf(id, 1, steps))
  while ([...onItsWay.values()].some(Boolean)) await worker.pass(10)
  shown = []
}

/** The longest time without anything new. */
const longestWait = (from: number, until: number) =>
  Math.max(...[...shown.map(({ at }) => at), until].map((at, i) => at - (i === 0 ? from : shown[i - 1]!.at)))

describe.each([2, 10, 24, 60])('a dragged slider, %i ms per step', (msOfStep) => {
  let from: number
  let last: number

  beforeEach(async () => {
    createTurns(msOfStep)
    await settle()
    from = worker.time
    last = await drag(2000)
  })

  it('shows something new every 150 ms, or every two steps', () => {
    expect(longestWait(from, worker.time)).toBeLessThanOrEqual(Math.max(150, 2 * msOfStep + 16))
  })

  it('gives every column its turn', () => {
    const counts = COLUMNS.map((id) => of(id).length)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(3)
  })

  it('always runs the whole attack at the final size', async () => {
    await worker.pass(60 * msOfStep)
    for (const id of COLUMNS) expect(of(id).at(-1)).toMatchObject({ epsilon: last, isFirstLook: false })
    expect([...onItsWay.values()]).not.toContain(true)
  })

  it('uses first looks only for attacks longer than 150 ms', () => {
    expect(shown.some(({ isFirstLook }) => isFirstLook)).toBe(msOfStep * 10 > 150)
  })
})

it('leaves long attacks until it rests', async () => {
  createTurns(20)
  await settle(100)
  const last = await drag(1500, 100)
  expect(shown.length).toBeGreaterThanOrEqual(10)
  expect(shown.every(({ isFirstLook }) => isFirstLook)).toBe(true)
  await worker.pass(4 * 2000 + 500)
  for (const id of COLUMNS) expect(of(id).at(-1)).toMatchObject({ epsilon: last, isFirstLook: false })
})

it('a single change runs the whole attack directly', async () => {
  createTurns(30)
  await settle()
  await worker.pass(1000)
  for (const id of COLUMNS) turns.request(requestOf(id, 0.5))
  await worker.pass(1300)
  expect(shown.map(({ modelId, isFirstLook }) => [modelId, isFirstLook])).toEqual(COLUMNS.map((id) => [id, false]))
})

it('repeating a request changes nothing', async () => {
  createTurns(5)
  await settle()
  turns.request(requestOf('a', 0.5))
  const request = requestOf('b', 0.5)
  turns.request(request)
  turns.request(request)
  await worker.pass(150)
  turns.request(request)
  await worker.pass(150)
  expect(shown.map(({ modelId }) => modelId)).toEqual(['a', 'b'])
  expect(worker.cancelled).toBe(0)
})

it('a cancelled column shows nothing more, and the others continue', async () => {
  createTurns(5)
  for (const id of COLUMNS) turns.request(requestOf(id, 0.5))
  await worker.pass(12)
  turns.cancel('a')
  turns.cancel('c')
  await worker.pass(200)
  expect(shown.map(({ modelId }) => modelId)).toEqual(['b', 'd'])
  expect([...onItsWay.values()]).not.toContain(true)
})

it('a failure is reported once, and the next request works', async () => {
  createTurns(5)
  turns.request(requestOf('a', 0.5))
  await worker.pass(7)
  worker.fail('no')
  await worker.pass(100)
  expect(failures).toEqual(['no'])
  turns.request(requestOf('a', 0.25))
  await worker.pass(100)
  expect(shown).toMatchObject([{ modelId: 'a', epsilon: 0.25, isFirstLook: false }])
})

/** All columns want long attacks at once, and one also its first look: 1,300 ms are not enough. */
const SLOWEST_TO_SETTLE = [
  { modelId: 'a', epsilon: 1, steps: 1, isCancel: false, pause: 1 },
  { modelId: 'a', epsilon: 1, steps: 100, isCancel: false, pause: 0 },
  { modelId: 'd', epsilon: 1, steps: 100, isCancel: false, pause: 2 },
  { modelId: 'c', epsilon: 1, steps: 100, isCancel: false, pause: 0 },
  { modelId: 'b', epsilon: 1, steps: 100, isCancel: false, pause: 0 },
]

it('whatever is requested and cancelled, every column ends with its last request', async () => {
  const action = fc.record({
    modelId: fc.constantFrom(...COLUMNS),
    epsilon: fc.integer({ min: 1, max: 5 }),
    steps: fc.constantFrom(1, 10, 100),
    isCancel: fc.boolean(),
    pause: fc.integer({ min: 0, max: 60 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
      createTurns(3)
      const expected = new Map<string, number>()
      for (const { modelId, epsilon, steps, isCancel, pause } of actions) {
        if (isCancel) {
          turns.cancel(modelId)
          expected.delete(modelId)
        } else {
          turns.request(requestOf(modelId, epsilon, steps))
          expected.set(modelId, epsilon)
        }
        await worker.pass(pause)
      }
      // Each column may have 300 ms of work for its request, 100 ms for a first look, and 300 ms for what it still runs.
      await worker.pass(COLUMNS.length * 700)
      for (const [id, epsilon] of expected) expect(of(id).at(-1)).toMatchObject({ epsilon, isFirstLook: false })
      expect([...onItsWay.values()]).not.toContain(true)
    }),
    { numRuns: 30, examples: [[SLOWEST_TO_SETTLE]] },
  )
})
