import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parseManifest } from '../../engine/checkpoints/manifest'
import { describeTraining } from '../../engine/training/describeTraining'
import { readPlanFile } from '../../plans/readFiles'
import { createFakeApp, type FakeApp } from '../../testing/fakeApp'
import { expectSentence } from '../../testing/sentence'
import { beginHindrance } from '../../views/training/useBegin'

const MODELS = ['fashion-mnist-resnet-gelu-natural', 'fashion-mnist-resnet-gelu-adversarial'] as const
const [, OTHER] = MODELS
const manifestText = (id: string) => readFile(new URL(`../../../models/${id}/manifest.json`, import.meta.url), 'utf8')
const manifests = Object.fromEntries(
  await Promise.all(MODELS.map(async (id) => [id, parseManifest(await manifestText(id))] as const)),
)
const { objectives, optimizers } = describeTraining()

async function openApp(zoo: readonly string[] = MODELS): Promise<FakeApp> {
  const app = createFakeApp({
    models: zoo.slice(0, 1),
    zoo,
    manifests,
    answers: {
      describeTraining,
      readManifest: ({ id }) => manifests[id] ?? expect.fail('there is no such model'),
    },
  })
  await app.session.start()
  await app.untilIdle()
  await app.until(() => expect(app.state().training.form.objective).not.toBeNull())
  return app
}

const savedText = async (app: FakeApp) =>
  (await app.actions.savePlan('training'))?.blob.text() ?? expect.fail(app.state().training.problem ?? 'no plan')

const open = (app: FakeApp, text: string) => app.actions.openFiles([{ path: 'plan.json', blob: new Blob([text]) }])

/** Nothing but what the form has otherwise. */
function changeEverything(app: FakeApp): void {
  const { form } = app.state().training
  app.actions.setTraining({
    modelId: OTHER,
    learningRate: 0.0125,
    warmupShare: 0.25,
    steps: 77,
    rampSteps: 11,
    batchSize: 16,
    microBatchSize: 4,
    clipNorm: null,
    averageDecay: 0.5,
    augmentation: { flip: false, cropMargin: 1 },
    trained: { lastStages: 1, batchNormAffine: false },
    activation: 'relu',
    seed: 9,
    data: { ...form.data, trainImages: 300, heldOutImages: 30, seed: 4 },
    attack: { epsilon255: 3, stepSize255: 0.5, steps: 7 },
    evaluateEvery: 5,
    mapImages: 2,
    checkpointEvery: 6,
  })
}

describe('a plan of a training', () => {
  it.each(objectives.map(({ id }) => id))('with the objective %s is the same when it was opened', async (id) => {
    const app = await openApp()
    changeEverything(app)
    app.actions.chooseObjective(id)
    const saved = await savedText(app)
    const other = await openApp()
    await open(other, saved)
    expect(other.state()).toMatchObject({ view: 'training', fileNotice: { kind: 'opened' } })
    expect(other.state().fileNotice?.message).toBe('The plan in "plan.json" is set up.')
    expect(other.state().training.form).toEqual(app.state().training.form)
    const [first, again] = [JSON.parse(saved), JSON.parse(await savedText(other))]
    expect(again).toEqual(first)
    expect(other.state().training.run, 'nothing begins').toBeNull()
  })

  it.each(optimizers.map(({ id }) => id))('with the optimiser %s is read with each of its settings', async (id) => {
    const app = await openApp()
    app.actions.chooseOptimizer(id)
    const saved = await savedText(app)
    expect(await readPlanFile(new Blob([saved]))).toEqual(JSON.parse(saved))
  })

  it('names the model that the page does not have', async () => {
    const app = await openApp()
    app.actions.setTraining({ modelId: OTHER })
    const saved = await savedText(app)
    const without = await openApp([MODELS[0]])
    await open(without, saved)
    const message = without.state().fileNotice?.message ?? ''
    const { name, weights } = manifests[OTHER] ?? expect.fail('there is no manifest')
    expect(message).toContain(`the page does not have “${name}” (weights ${weights.sha256.slice(0, 8)}…)`)
    expect(message).toMatch(/: open its files under Models, then this plan again\.$/)
    const told = `The page does not have the plan’s model “${name}” (weights ${weights.sha256.slice(0, 8)}…); open the files of this one`
    expect(beginHindrance(without.state())).toMatchObject({ isWaiting: false })
    expectSentence(beginHindrance(without.state())?.message ?? '', told)
    await without.actions.runs.training.start()
    expect(without.state().training).toMatchObject({ run: null, problem: beginHindrance(without.state())?.message })
    without.actions.setTraining({ steps: 5 })
    expect(beginHindrance(without.state())?.message).toContain(told)
    without.actions.setTraining({ modelId: MODELS[0] })
    expect(beginHindrance(without.state())).toBeNull()
  })

  it.each([
    ['files', { fileBytes: 1234 }, 'its images are of “Mine”, 5,000 images: open the same files under Images'],
    ['a hub', { hub: { id: 'someone/mine' } }, 'its images are of “someone/mine”: download them under Images'],
  ])('names images of %s, and asks for those rather than for others', async (_, origin, words) => {
    const app = await openApp()
    const content = JSON.parse(await savedText(app))
    content.plan.dataSet = { ...content.plan.dataSet, name: 'Mine', count: 5000, origin }
    await open(app, JSON.stringify(content))
    expect(app.state().fileNotice?.message).toContain(words)
    expect(await app.actions.savePlan('training')).toBeNull()
    expectSentence(app.state().training.problem ?? '')
  })

  it('takes its images from where its data set says', async () => {
    const app = await openApp()
    const content = JSON.parse(await savedText(app))
    content.plan.settings.data.from = 'hub'
    await open(app, JSON.stringify(content))
    expect(app.state().training.form.data.from).toBe('builtIn')
  })

  it.each([
    ['an unknown objective', (plan: Plan) => ({ ...plan.settings, objective: { id: 'luck', settings: {} } })],
    ['steps beyond the form’s', (plan: Plan) => ({ ...plan.settings, steps: 1e9 })],
    ['a setting that is missing', ({ settings: { seed: _, ...others } }: Plan) => others],
  ])('is refused, and the form stays, with %s', async (_, settingsOf) => {
    const app = await openApp()
    const content = JSON.parse(await savedText(app))
    content.plan.settings = settingsOf(content.plan)
    const { form } = app.state().training
    await open(app, JSON.stringify(content))
    expect(app.state().fileNotice?.kind).toBe('refused')
    expectSentence(app.state().fileNotice?.message.replace('"', 'A "') ?? '', 'is not opened, as the plan')
    expect(app.state().training.form).toEqual(form)
  })
})

interface Plan {
  readonly settings: Readonly<Record<string, unknown>>
}
