/** @file Nothing says that it is on its way where it is not: with what failed, the page is rendered in every view. */
import { describe, expect, it } from 'vitest'
import type { AppState } from '../../store/types'
import { begin, createEvaluationApp, run, untilStatus } from '../../testing/evaluationApp'
import { allQuantitiesOf, createFakeApp, createSettledApp, type FakeApp } from '../../testing/fakeApp'
import { type Answers, cannedAnswers, createGate } from '../../testing/fakeWorkers'
import { renderPage, textOf } from '../../testing/renderPage'
import { createTrainingApp, openTrainingApp, trainingAnswers } from '../../testing/trainingApp'
import { shownRows } from '../compare/rows/registry'
import { VIEWS } from '../registry'

/** Texts that announce a wait end with an ellipsis, which in a formula means more of the same; so does the link "Change columns…", which opens a dialog. */
const waits = (html: string): string[] =>
  (textOf(html.replace(/<math.*?<\/math>/gs, '')).match(/[^ ]*(…|\.\.\.)/g) ?? []).filter(
    (words) => words !== 'columns…',
  )

const render = (app: FakeApp, change: Partial<AppState> = {}) => renderPage({ ...app.state(), ...change }, app.actions)

const refuse = (message: string) => async () => {
  throw new Error(message)
}

describe('waiting in the comparison', () => {
  const overflows = 'The logits are not finite; choose another model.'

  it('every row says what failed, and none claims to be computed', async () => {
    const app = await createSettledApp({ measure: refuse(overflows) })
    const html = render(app)
    expect(waits(html)).toEqual([])
    const cells = 2 * shownRows({ maps: [] }).length
    expect(textOf(html).split(overflows)).toHaveLength(cells + 1)
  })

  it('says what failed in an attack', async () => {
    const app = await createSettledApp({ attack: refuse('The attack overflows; choose another.') })
    expect(waits(render(app))).toEqual([])
    expect(textOf(render(app)).split('The attack overflows')).toHaveLength(5)
  })

  it('says what failed in the first model, for which others wait', async () => {
    const measure: Answers['measure'] = (input, control) => {
      if (input.modelId === 'one') throw new Error(overflows)
      return cannedAnswers.measure(input, control)
    }
    const app = await createSettledApp({ measure })
    app.actions.setAttack({ madeOn: 'first' })
    app.showImage(0.25)
    await app.untilIdle()
    expect(waits(render(app))).toEqual([])
    // All rows of the first model, and the attack's two of the second.
    expect(textOf(render(app)).split(overflows)).toHaveLength(shownRows({ maps: [] }).length + 2 + 1)
  })

  it('says that the first model could not be loaded', async () => {
    const loadModel: Answers['loadModel'] = (location, control) => {
      if (location.id === 'one') throw new Error('Its weights are not there; choose another.')
      return cannedAnswers.loadModel(location, control)
    }
    const app = createFakeApp({ answers: { loadModel } })
    await app.session.start()
    app.actions.setAttack({ madeOn: 'first' })
    app.showImage(0.5)
    await app.untilIdle()
    expect(waits(render(app))).toEqual([])
    expect(textOf(render(app))).toContain('The first model could not be loaded')
  })

  it('says what failed in edges, and in an image of another size', async () => {
    const app = await createSettledApp({ edgeEnergy: refuse('The edges are not finite; choose another.') })
    await app.until(() => expect(app.state().edgeErrors[2]).toBeDefined())
    expect(waits(render(app))).toEqual([])
    expect(textOf(render(app))).toContain('The edges are not finite')

    const mixed = createFakeApp({
      manifests: { two: { input: { height: 4, width: 4 } } as never },
      answers: { decodeImage: refuse('It cannot be decoded; choose another.') },
    })
    await mixed.session.start()
    mixed.showImage(0.5)
    await mixed.until(() => expect(mixed.state().imageError).not.toBeNull())
    await mixed.untilIdle()
    expect(waits(render(mixed))).toEqual([])
  })

  it('says that something is computed while it is', async () => {
    const gate = createGate()
    const measure: Answers['measure'] = async (input, control) => {
      await gate.passed
      return cannedAnswers.measure(input, control)
    }
    const app = createFakeApp({ answers: { measure } })
    await app.session.start()
    app.showImage(0.5)
    await app.until(() => expect(app.asked('measure')).toEqual(allQuantitiesOf('one', 'two')))
    expect(waits(render(app)).filter((words) => words === 'computing…').length).toBeGreaterThanOrEqual(10)
    gate.open()
    await app.untilIdle()
    await app.until(() => expect(app.state().edges[2]).toBeDefined())
    expect(waits(render(app))).toEqual([])
  })
})

describe('waiting in any view', () => {
  it('promises nothing if the engine could not start', async () => {
    const app = createFakeApp({ answers: { start: refuse('No backend computes rightly; use another browser.') } })
    await app.session.start()
    await app.untilIdle()
    for (const { id: view } of VIEWS) expect(waits(render(app, { view, dialog: 'models', cardId: 'one' }))).toEqual([])
  })

  it('promises nothing if manifests and logs could not be read', async () => {
    const app = createEvaluationApp({
      answers: {
        ...trainingAnswers().answers,
        readManifest: refuse('It is broken.'),
        readTrainingLog: refuse('So is it.'),
      },
    })
    await app.session.start()
    app.actions.openZoo()
    app.actions.openCard('one')
    await app.until(() => expect(app.state().trainingLogs.one?.error).toBe('So is it.'))
    await app.untilIdle()
    for (const { id: view } of VIEWS) expect(waits(render(app, { view }))).toEqual([])
  })
})

describe('waiting in training', () => {
  const maps = 'computed…'

  it('promises no gradient maps if it could not begin', async () => {
    const tooFew = 'The data set “pets” has too few images; choose a larger one.'
    const gate = createGate()
    const startTraining = () => gate.passed.then(refuse(tooFew))
    const app = createTrainingApp({ ...trainingAnswers().answers, startTraining })
    await openTrainingApp(app)
    void app.actions.runs.training.start()
    await app.until(() => expect(app.state().training.run?.status).toBe('preparing'))
    expect(waits(render(app, { view: 'training' }))).toContain(maps)
    gate.open()
    await app.until(() => expect(app.state().training.run?.status).toBe('failed'))
    const html = render(app, { view: 'training' })
    expect(waits(html)).toEqual([])
    expect(textOf(html)).toContain(tooFew)
    expect(textOf(html)).not.toMatch(/(measured|step) yet/)
  })

  it.each(['failed', 'paused', 'stopped', 'diverged', 'done'] as const)(
    'that is %s waits for nothing',
    async (status) => {
      const app = createTrainingApp(trainingAnswers().answers)
      await openTrainingApp(app)
      await app.actions.runs.training.start()
      const { training } = app.state()
      const run = { ...training.run, status, frames: [], evaluations: [] } as unknown as typeof training.run
      expect(waits(render(app, { view: 'training', training: { ...training, run } }))).toEqual([])
    },
  )

  it('leaves out figures of a sweep that ended early', async () => {
    const { answers } = trainingAnswers()
    const app = createTrainingApp({
      ...answers,
      measureTraining: () => {
        throw new Error('It overflows; choose another model.')
      },
    })
    await openTrainingApp(app)
    await app.actions.runs.sweep.start()
    await app.until(() => expect(app.state().training.sweep?.status).toBe('failed'))
    expect(waits(render(app, { view: 'training' }))).toEqual([])
  })
})

describe('waiting in an evaluation', () => {
  it.each(['accuracy', 'minimalEpsilon', 'transfer'] as const)(
    'of %s that failed waits for no numbers',
    async (measure) => {
      const fails = refuse('It overflows; choose another model.')
      const app = createEvaluationApp({ answers: { judge: fails, transfer: fails } })
      await begin(app, { measure })
      await untilStatus(app, 'failed')
      expect(waits(render(app, { view: 'evaluation' }))).toEqual([])
      const { evaluation } = app.state()
      const running = { ...evaluation, run: { ...run(app), status: 'running' as const } }
      expect(waits(render(app, { view: 'evaluation', evaluation: running })).length).toBeGreaterThan(3)
    },
  )
})
