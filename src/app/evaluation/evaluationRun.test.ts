import { describe, expect, it } from 'vitest'
import { keepingProblem } from '../../store/runs/kept'
import {
  begin,
  createEvaluationApp,
  EPSILONS,
  finding,
  IMAGES,
  judge,
  run,
  untilStatus,
} from '../../testing/evaluationApp'
import { type FakeApp, memoryStorage } from '../../testing/fakeApp'
import { expectSentence } from '../../testing/sentence'
import type { Eps01 } from '../../units'

const sharesOf = (app: FakeApp, modelId: string) => {
  const { results } = run(app)
  if (results.id !== 'accuracy') return expect.fail('it is no curve')
  return results.curves.find((curve) => curve.modelId === modelId)?.points.map(({ robust }) => robust)
}

/** 4 of 40 are wrong; "one" is fooled on those below 4 times epsilon. */
const ROBUST_OF_ONE = [36, 36 - 4, 36 - 15, 36 - 29]

describe('an evaluation', () => {
  it('measures accuracy against epsilon on all images, and finds red flags', async () => {
    const app = createEvaluationApp()
    await begin(app)
    await untilStatus(app, 'done')
    expect(sharesOf(app, 'one')).toEqual(ROBUST_OF_ONE)
    expect(sharesOf(app, 'two')).toEqual([36, 36, 36, 36])
    expect(run(app).flags).toEqual({ one: [finding], two: [finding] })
    const { done, total } = run(app).progress
    expect([done, total]).toEqual([2 * 3 * 2 + 2, 2 * 3 * 2 + 2])
    expect(run(app).environments).toHaveLength(1)
  })

  it('does not attack images again that were fooled at a smaller epsilon', async () => {
    const app = createEvaluationApp()
    await begin(app, { flags: null })
    await untilStatus(app, 'done')
    const asked = app.worker().inputs('judge')
    const last = asked.filter(({ modelId, epsilons }) => modelId === 'one' && epsilons[0] === EPSILONS[2])
    expect(last.flatMap(({ images }) => (images.kind === 'dataSet' ? images.indices : []))).toHaveLength(36 - 15)
  })

  it('finds the smallest epsilon of every image', async () => {
    const app = createEvaluationApp()
    const search = { start: EPSILONS[0] as Eps01, doublings: 4, bisections: 6 }
    await begin(app, { measure: 'minimalEpsilon', search, flags: null, modelIds: ['one'] })
    await untilStatus(app, 'done')
    const { results } = run(app)
    if (results.id !== 'minimalEpsilon') return expect.fail('it is no search')
    const sizes = results.curves[0]?.sizes ?? []
    expect(sizes).toHaveLength(IMAGES)
    expect(sizes.filter((size) => size === 0)).toHaveLength(4)
    // Bisected six times, the gap of a doubling is at most 8 / 64 of 255 wide.
    const expected = [...Array(IMAGES).keys()].map((i) => (i % 10 === 9 ? 0 : i / 4)).sort((a, b) => a - b)
    for (const [place, size] of sizes.entries()) {
      expect(size * 255).toBeGreaterThanOrEqual(expected[place] as number)
      expect(size * 255).toBeLessThanOrEqual((expected[place] as number) + 8 / 64 + 1e-9)
    }
  })

  it('applies the perturbations of every model to each model', async () => {
    const app = createEvaluationApp()
    await begin(app, { measure: 'transfer', flags: null })
    await untilStatus(app, 'done')
    const { results } = run(app)
    if (results.id !== 'transfer') return expect.fail('it is no matrix')
    expect(results.cells.map(({ from, to, images }) => [from, to, images])).toEqual([
      ['one', 'one', 40],
      ['one', 'two', 40],
      ['two', 'one', 40],
      ['two', 'two', 40],
    ])
  })
})

describe('an evaluation that cannot start', () => {
  const problem = (app: FakeApp) => app.state().evaluation.problem ?? ''

  it('says that it has no images', async () => {
    const app = createEvaluationApp()
    await begin(app)
    app.actions.runs.evaluation.stop()
    app.actions.closeDataSet()
    await app.actions.runs.evaluation.start()
    expectSentence(problem(app), 'No data set is open')
  })

  it('repeats the engine’s objection to the attack', async () => {
    const app = createEvaluationApp({ answers: { attackProblem: () => 'The steps are 0; choose 1 or more.' } })
    await begin(app)
    expect(problem(app)).toBe('The steps are 0; choose 1 or more.')
    expect(app.state().evaluation.run).toBeNull()
  })

  it('forgets the problem when something else is set', async () => {
    const app = createEvaluationApp({ answers: { attackProblem: () => 'The steps are 0; choose 1 or more.' } })
    await begin(app)
    app.actions.setEvaluation({ flags: null })
    expect(app.state().evaluation.problem).toBeNull()
  })
})

describe('an evaluation whose images are all broken', () => {
  const unread = async (app: FakeApp, form: Parameters<typeof begin>[1] = {}) => {
    await begin(app, form)
    await untilStatus(app, 'failed')
    expectSentence(run(app).message ?? '', 'None of the 40 images of “canned” could be read', 'choose other images')
  }
  const nothing = { indices: [], verdicts: [], sizes: [], fooledBy: [], zeroGradient: [] }

  it.each(['accuracy', 'minimalEpsilon'] as const)('are said to be so, where %s would be done', async (measure) => {
    await unread(createEvaluationApp({ answers: { judge: () => nothing } }), { measure })
  })

  it('says so, also for a transfer matrix', async () => {
    const transfer = () => ({ indices: [], verdicts: { one: [], two: [] }, unperturbed: [] })
    await unread(createEvaluationApp({ answers: { transfer } }), { measure: 'transfer', flags: null })
  })

  it('reads the images again on a retry', async () => {
    let isBroken = true
    const app = createEvaluationApp({
      answers: { judge: (input, control) => (isBroken ? nothing : judge(input, control)) },
    })
    await unread(app)
    isBroken = false
    await app.actions.runs.evaluation.resume()
    await untilStatus(app, 'done')
    expect(sharesOf(app, 'one')).toEqual(ROBUST_OF_ONE)
    const { done, total } = run(app).progress
    expect(done).toBe(total)
  })
})

it('without storage a run is reported as not kept, and continues', async () => {
  const storage = { ...memoryStorage(), save: () => Promise.reject(new Error('the quota is full')) }
  const app = createEvaluationApp({ storage })
  await begin(app)
  await untilStatus(app, 'done')
  await app.until(() =>
    expectSentence(keepingProblem(app.state().kept, 'evaluation', run(app).id) ?? '', 'the quota is full', 'export'),
  )
})
