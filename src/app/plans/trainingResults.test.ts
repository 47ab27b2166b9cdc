import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parseManifest } from '../../engine/checkpoints/manifest'
import { describeTraining } from '../../engine/training/describeTraining'
import { sha256OfPlan } from '../../plans/canonicalJson'
import { readResultsFile } from '../../plans/readFiles'
import { trainingJson } from '../../store/training/trainingExport'
import { createFakeApp, type FakeApp } from '../../testing/fakeApp'
import { expectSentence, messageOf } from '../../testing/sentence'
import { openTrainingApp, trainingAnswers } from '../../testing/trainingApp'

const MODEL = 'fashion-mnist-resnet-gelu-natural'
const manifest = parseManifest(
  await readFile(new URL(`../../../models/${MODEL}/manifest.json`, import.meta.url), 'utf8'),
)

const shown = (app: FakeApp) => app.state().training.run ?? expect.fail('no run is shown')

async function openApp(): Promise<FakeApp> {
  const answers = { ...trainingAnswers().answers, describeTraining }
  const app = createFakeApp({ models: [MODEL], manifests: { [MODEL]: manifest }, answers })
  await openTrainingApp(app)
  return app
}

/** The export of a training that took all of its steps. */
async function exported(): Promise<string> {
  const app = await openApp()
  await app.actions.runs.training.start()
  await app.until(() => expect(shown(app).status).toBe('done'))
  return trainingJson(shown(app))
}

const text = await exported()
const fileOf = (content: string) => [{ path: 'results.json', blob: new Blob([content]) }]

describe('results of a training', () => {
  it('name their plan, which is the one that Save as plan saves', async () => {
    const { plan, planSha256, kind } = JSON.parse(text)
    expect(kind).toBe('training')
    expect(planSha256).toBe(await sha256OfPlan(plan))
    const app = await openApp()
    const saved = await (await app.actions.savePlan('training'))?.blob.text()
    expect(JSON.parse(saved ?? '').plan).toEqual(plan)
  })

  it('are opened as a kept run with the same curves, whose export is the same', async () => {
    const app = await openApp()
    await app.actions.openFiles(fileOf(text))
    expect(app.state()).toMatchObject({ view: 'training', fileNotice: { kind: 'opened' } })
    const { settingsDescribed: _, ...given } = JSON.parse(text)
    const { series, evaluations, steps } = shown(app)
    expect({ series, evaluations, steps }).toEqual({ series: given.series, evaluations: given.evaluations, steps: 10 })
    expect(JSON.parse(trainingJson(shown(app)))).toEqual(given)
    expect(app.state().kept.entries.map(({ kind, id }) => [kind, id])).toEqual([['training', shown(app).id]])
    await app.actions.openFiles(fileOf(text))
    expect(app.state().kept.entries, 'the same file is the same run').toHaveLength(1)
  })

  it.each(['done', 'stopped', 'paused', 'failed'])('that are %s do not go on and make no model', async (status) => {
    const app = await openApp()
    await app.actions.openFiles(fileOf(JSON.stringify({ ...JSON.parse(text), status, step: 10 })))
    const before = shown(app)
    await app.actions.runs.training.resume()
    expect(shown(app)).toEqual(before)
    expectSentence(
      await messageOf(() => app.actions.makeTrainedModel()),
      'These results have no weights; open the files of the trained model under Models.',
    )
    expect(app.asked('startTraining', 'resumeTraining')).toEqual([])
  })

  it('of a training that diverged are opened with the steps that led there', async () => {
    const content = JSON.parse(text)
    const divergences = [{ message: 'Step 10 gave numbers that are not finite.', step: 10, rolledBackTo: 5 }]
    const app = await openApp()
    await app.actions.openFiles(fileOf(JSON.stringify({ ...content, status: 'diverged', step: 5, divergences })))
    expect(shown(app)).toMatchObject({ status: 'diverged', step: 5, divergences })
    expect(shown(app).series.at(-1)?.step).toBe(10)
    expect(JSON.parse(trainingJson(shown(app)))).toMatchObject({ step: 5, divergences })
  })

  it('of numbers that are not finite are read as such', async () => {
    const content = JSON.parse(text)
    content.series[3].loss = null
    const read = await readResultsFile(new Blob([JSON.stringify(content)]))
    expect(read.kind === 'training' && read.series[3]?.loss).toBeNaN()
  })

  it.each<[string, (content: Content) => unknown, string]>([
    ['more steps than planned', (content) => Object.assign(content, { step: 11 }), 'of step 11, where the plan has 10'],
    ['steps in no order', (content) => void content.series.reverse(), 'not of a later step than the one before'],
    [
      'figures of later steps',
      (content) => Object.assign(content, { step: 9 }),
      'is of step 10, beyond the last step, 9',
    ],
    [
      'outcomes of more images',
      ({ evaluations: [first] }) => Object.assign(first, { images: first.images + 1 }),
      'do not add up to its images',
    ],
    [
      'a way back to later steps',
      (content) => Object.assign(content, { divergences: [{ message: '', step: 3, rolledBackTo: 7 }] }),
      'went back from step 3 to step 7, which came later',
    ],
    ['a term too many', ({ series: [first] }) => void first.terms.push(1, 1, 1), 'more values than the loss has terms'],
    ['an unknown status', (content) => Object.assign(content, { status: 'lucky' }), 'status'],
  ])('are refused in one sentence with %s', async (_, change, words) => {
    const content = JSON.parse(text)
    content.terms = ['CE']
    for (const point of content.series) point.terms = [1]
    change(content)
    const app = await openApp()
    await app.actions.openFiles(fileOf(JSON.stringify(content)))
    const { fileNotice, kept } = app.state()
    expect(fileNotice?.kind).toBe('refused')
    expectSentence(fileNotice?.message.replace('"', 'A "') ?? '', words)
    expect(kept.entries).toEqual([])
  })
})

interface Content {
  readonly step: number
  readonly series: [{ readonly terms: number[] }]
  readonly evaluations: [{ readonly images: number }]
}
