import { beforeEach, describe, expect, it } from 'vitest'
import type { Manifest } from '../../engine/checkpoints/manifest'
import type { AttackDescription } from '../../engine/evaluation/types'
import type { EvaluationForm, EvaluationRun } from '../../store/evaluation'
import { createFakeApp, type FakeApp, memoryStorage } from '../../testing/fakeApp'
import { type Answers, createGate } from '../../testing/fakeWorkers'
import { expectSentence } from '../../testing/sentence'
import { type Eps01, eps255, toEps01 } from '../../units'
import type { RunStorage } from './runStorage'

/** More than one block of 32. */
const PICTURES = 40
const EPSILONS = [1, 4, 8].map((epsilon) => toEps01(eps255(epsilon)))

const settings = { norm: 'linf', epsilon: 0.1 as Eps01, seed: 1, steps: 1 }
const attacks = [
  { id: 'pgd', name: 'PGD', norms: ['linf'], defaults: { linf: settings } },
] as unknown as readonly AttackDescription[]

const manifest = (id: string): Partial<Manifest> => ({
  classes: ['cat', 'dog'],
  weights: { sha256: id.padEnd(64, '0') } as Manifest['weights'],
})

/** Picture i of model "one" falls above i / 4 of 255, of "two" never; every tenth is wrong without an attack. */
const judge: Answers['judge'] = async ({ modelId, pictures, epsilons }, { checkpoint }) => {
  await checkpoint(1, 1)
  const indices = pictures.kind === 'given' ? pictures.pictures.indices : pictures.indices
  const verdicts = indices.map((index, place) => {
    if (index % 10 === 9) return 'wrong' as const
    return modelId === 'one' && (epsilons[place] as number) * 255 > index / 4 ? ('fallen' as const) : ('held' as const)
  })
  const sizes = verdicts.map((verdict, place) => {
    if (verdict === 'held') return null
    return verdict === 'wrong' ? 0 : (epsilons[place] as number)
  })
  return { indices, verdicts, sizes, felledBy: verdicts.map((verdict) => (verdict === 'fallen' ? 'PGD' : null)) }
}

const finding = {
  id: 'flag',
  name: 'A flag',
  status: 'clear',
  seen: 'Nothing.',
  remedy: null,
  numbers: {},
} as const

interface Options {
  readonly storage?: RunStorage
  readonly answers?: Partial<Answers>
}

function createApp({ storage, answers = {} }: Options = {}): FakeApp {
  const models = ['one', 'two']
  return createFakeApp({
    models,
    zoo: [...models, 'three'],
    manifests: Object.fromEntries(models.map((id) => [id, manifest(id)])),
    answers: { describeAttacks: () => attacks, checkFlags: () => [finding], judge, ...answers },
    ...(storage && { runStorage: storage }),
  })
}

const files = (count = PICTURES) =>
  Array.from({ length: count }, (_, i) => ({ path: `cat/${i}.png`, blob: new Blob([`${i}`]) }))

const run = (app: FakeApp): EvaluationRun => app.state().evaluation.run ?? expect.fail('there is no run')
const untilStatus = (app: FakeApp, status: EvaluationRun['status']) =>
  app.until(() => expect(run(app).status).toBe(status))

async function open(app: FakeApp): Promise<void> {
  await app.session.start()
  await app.untilIdle()
  await app.until(() => expect(app.state().evaluation.form.attack).not.toBeNull())
  await app.actions.openDataSet(files())
}

async function begin(app: FakeApp, form: Partial<EvaluationForm> = {}): Promise<void> {
  await open(app)
  app.actions.setEvaluation({
    pictures: 'dataSet',
    dataSet: { count: PICTURES, seed: 1, split: null },
    epsilons: EPSILONS,
    flags: { pictures: 10, steps: 1 },
    ...form,
  })
  await app.actions.startEvaluation()
}

const sharesOf = (app: FakeApp, modelId: string) => {
  const { results } = run(app)
  if (results.id !== 'accuracy') return expect.fail('it is no curve')
  return results.curves.find((curve) => curve.modelId === modelId)?.points.map(({ held }) => held)
}

const recordsOf = (app: FakeApp) =>
  run(app).records.map(({ block, step, modelId, outcome }) => ({ block, step, modelId, outcome }))

/** 4 of 40 are wrong; of "one" those below 4 times epsilon fall. */
const HELD_BY_ONE = [36, 36 - 4, 36 - 15, 36 - 29]

describe('a run', () => {
  it('draws accuracy against epsilon over all pictures, and looks for red flags of each model', async () => {
    const app = createApp()
    await begin(app)
    await untilStatus(app, 'done')
    expect(sharesOf(app, 'one')).toEqual(HELD_BY_ONE)
    expect(sharesOf(app, 'two')).toEqual([36, 36, 36, 36])
    expect(run(app).flags).toEqual({ one: [finding], two: [finding] })
    const { done, total } = run(app).progress
    expect([done, total]).toEqual([2 * 3 * 2 + 2, 2 * 3 * 2 + 2])
    expect(run(app).environments).toHaveLength(1)
  })

  it('does not attack again what fell at a smaller epsilon', async () => {
    const app = createApp()
    await begin(app, { flags: null })
    await untilStatus(app, 'done')
    const asked = app.worker().inputs('judge')
    const last = asked.filter(({ modelId, epsilons }) => modelId === 'one' && epsilons[0] === EPSILONS[2])
    expect(last.flatMap(({ pictures }) => (pictures.kind === 'dataSet' ? pictures.indices : []))).toHaveLength(36 - 15)
  })

  it('finds the smallest epsilon of every picture', async () => {
    const app = createApp()
    const search = { start: EPSILONS[0] as Eps01, doublings: 4, bisections: 6 }
    await begin(app, { measure: 'minimalEpsilon', search, flags: null, modelIds: ['one'] })
    await untilStatus(app, 'done')
    const { results } = run(app)
    if (results.id !== 'minimalEpsilon') return expect.fail('it is no search')
    const sizes = results.curves[0]?.sizes ?? []
    expect(sizes).toHaveLength(PICTURES)
    expect(sizes.filter((size) => size === 0)).toHaveLength(4)
    // Bisected six times, the gap of a doubling is at most 8 / 64 of 255 wide.
    const expected = [...Array(PICTURES).keys()].map((i) => (i % 10 === 9 ? 0 : i / 4)).sort((a, b) => a - b)
    for (const [place, size] of sizes.entries()) {
      expect(size * 255).toBeGreaterThanOrEqual(expected[place] as number)
      expect(size * 255).toBeLessThanOrEqual((expected[place] as number) + 8 / 64 + 1e-9)
    }
  })

  it('shows each model the perturbations of all', async () => {
    const app = createApp()
    await begin(app, { measure: 'transfer', flags: null })
    await untilStatus(app, 'done')
    const { results } = run(app)
    if (results.id !== 'transfer') return expect.fail('it is no matrix')
    expect(results.cells.map(({ from, to, pictures }) => [from, to, pictures])).toEqual([
      ['one', 'one', 40],
      ['one', 'two', 40],
      ['two', 'one', 40],
      ['two', 'two', 40],
    ])
  })
})

describe('a run that is cut off', () => {
  let whole: ReturnType<typeof recordsOf>
  beforeEach(async () => {
    const app = createApp()
    await begin(app)
    await untilStatus(app, 'done')
    whole = recordsOf(app)
  })

  /** Answers three judgements, then waits. */
  function held() {
    const gate = createGate()
    let count = 0
    const answer: Answers['judge'] = async (input, control) => {
      if (++count === 4) await gate.passed
      return judge(input, control)
    }
    return { gate, answer, asked: () => count }
  }

  /** Three are judged, and the engine is at the fourth. */
  const untilHeld = (app: FakeApp, asked: () => number) =>
    app.until(() => {
      expect(run(app).records).toHaveLength(3)
      expect(asked()).toBe(4)
    })

  it('by a pause goes on as if it had not been', async () => {
    const { gate, answer, asked } = held()
    const app = createApp({ answers: { judge: answer } })
    await begin(app)
    await untilHeld(app, asked)
    app.actions.pauseEvaluation()
    expect(run(app).status).toBe('paused')
    gate.open()
    await app.actions.resumeEvaluation()
    await untilStatus(app, 'done')
    expect(recordsOf(app)).toEqual(whole)
  })

  it('by a reload is there, paused, asks for its files, and goes on', async () => {
    const storage = memoryStorage()
    const { answer, asked } = held()
    const before = createApp({ storage, answers: { judge: answer } })
    await begin(before)
    await untilHeld(before, asked)
    before.actions.pauseEvaluation()
    await before.until(async () => expect((await storage.load())?.status).toBe('paused'))

    const after = createApp({ storage })
    await after.until(() => expect(after.state().evaluation.run?.status).toBe('paused'))
    expect(run(after).needsDataSet).toBe(true)
    await open(after)
    expect(run(after).needsDataSet).toBe(false)
    await after.actions.resumeEvaluation()
    await untilStatus(after, 'done')
    expect(recordsOf(after)).toEqual(whole)
  })

  it('by a lost GPU goes on by itself with the next engine', async () => {
    const { answer, asked } = held()
    const app = createApp({ answers: { judge: answer } })
    await begin(app)
    await untilHeld(app, asked)
    app.worker().lose('The GPU was reset.')
    await app.until(() => expect(app.workers).toHaveLength(2))
    await untilStatus(app, 'done')
    expect(recordsOf(app)).toEqual(whole)
  })

  it('by cancelling keeps what was found', async () => {
    const { answer, asked } = held()
    const app = createApp({ answers: { judge: answer } })
    await begin(app)
    await untilHeld(app, asked)
    app.actions.cancelEvaluation()
    expect(run(app).status).toBe('cancelled')
    expect(recordsOf(app)).toEqual(whole.slice(0, 3))
    app.actions.dismissEvaluation()
    expect(app.state().evaluation.run).toBeNull()
  })

  it('by taking a model away pauses, and adds it again', async () => {
    const { gate, answer, asked } = held()
    const app = createApp({ answers: { judge: answer } })
    await begin(app)
    await untilHeld(app, asked)
    app.actions.removeModel('two')
    expect(run(app).status).toBe('paused')
    expectSentence(run(app).message ?? '', '“two”', 'or resume')
    gate.open()
    await app.actions.resumeEvaluation()
    await untilStatus(app, 'done')
    expect(recordsOf(app)).toEqual(whole)
  })

  it('by closing its pictures asks for the same ones, and goes on with them', async () => {
    const { gate, answer, asked } = held()
    const app = createApp({ answers: { judge: answer } })
    await begin(app)
    await untilHeld(app, asked)
    app.actions.closeDataSet()
    gate.open()
    await untilStatus(app, 'paused')
    expect(run(app).needsDataSet).toBe(true)
    await app.actions.openDataSet(files(PICTURES - 1))
    await app.actions.resumeEvaluation()
    expect(run(app)).toMatchObject({ status: 'paused', needsDataSet: true })
    expectSentence(run(app).message ?? '', 'open the same files')
    await app.actions.openDataSet(files())
    expect(run(app)).toMatchObject({ status: 'paused', needsDataSet: false, message: null })
    await app.actions.resumeEvaluation()
    await untilStatus(app, 'done')
    expect(recordsOf(app)).toEqual(whole)
  })

  it('by another that can not be begun can go on itself', async () => {
    const { gate, answer, asked } = held()
    const app = createApp({ answers: { judge: answer } })
    await begin(app)
    await untilHeld(app, asked)
    app.actions.setEvaluation({ modelIds: [] })
    await app.actions.startEvaluation()
    expectSentence(app.state().evaluation.problem ?? '', 'No model is chosen')
    expect(run(app).status).toBe('paused')
    gate.open()
    await app.actions.resumeEvaluation()
    await untilStatus(app, 'done')
    expect(recordsOf(app)).toEqual(whole)
  })

  it('by an error says which, and can be tried again', async () => {
    let fails = true
    const app = createApp({
      answers: {
        judge: (input, control) => {
          if (fails && input.epsilons[0] === EPSILONS[1]) throw new Error('The logits of "one" are not finite.')
          return judge(input, control)
        },
      },
    })
    await begin(app)
    await untilStatus(app, 'failed')
    expect(run(app).message).toBe('The logits of "one" are not finite.')
    fails = false
    await app.actions.resumeEvaluation()
    await untilStatus(app, 'done')
    expect(recordsOf(app)).toEqual(whole)
  })
})

describe('what can not be run', () => {
  const problem = (app: FakeApp) => app.state().evaluation.problem ?? ''

  it('without pictures is told', async () => {
    const app = createApp()
    await begin(app)
    app.actions.cancelEvaluation()
    app.actions.closeDataSet()
    await app.actions.startEvaluation()
    expectSentence(problem(app), 'No data set is open')
  })

  it('is what the engine says of the attack', async () => {
    const app = createApp({ answers: { attackProblem: () => 'The steps are 0; choose 1 or more.' } })
    await begin(app)
    expect(problem(app)).toBe('The steps are 0; choose 1 or more.')
    expect(app.state().evaluation.run).toBeNull()
  })

  it('is forgotten when something else is set', async () => {
    const app = createApp({ answers: { attackProblem: () => 'The steps are 0; choose 1 or more.' } })
    await begin(app)
    app.actions.setEvaluation({ flags: null })
    expect(app.state().evaluation.problem).toBeNull()
  })
})

it('a browser that keeps nothing is told of, and the run goes on', async () => {
  const storage = { ...memoryStorage(), save: () => Promise.reject(new Error('the quota is full')) }
  const app = createApp({ storage })
  await begin(app)
  await untilStatus(app, 'done')
  await app.until(() => expectSentence(app.state().evaluation.storageProblem ?? '', 'the quota is full', 'export'))
})
