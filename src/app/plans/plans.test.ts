import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parseManifest } from '../../engine/checkpoints/manifest'
import { describeAttacks } from '../../engine/evaluation/describeAttacks'
import type { DataFile } from '../../images/datasets/types'
import { canonicalJson } from '../../plans/canonicalJson'
import { formOf } from '../../store/evaluation/evaluationChoices'
import { exportJson } from '../../store/evaluation/evaluationExport'
import { judge } from '../../testing/evaluationApp'
import { createFakeApp, type FakeApp } from '../../testing/fakeApp'
import type { Answers } from '../../testing/fakeWorkers'
import { expectSentence } from '../../testing/sentence'
import { startHindrance } from '../../views/evaluation/useStart'

const textOf = (path: string) => readFile(new URL(`../../../${path}`, import.meta.url), 'utf8')
const golden = {
  plan: await textOf('src/plans/goldens/plan.json'),
  results: await textOf('src/plans/goldens/results.json'),
}
const { plan } = JSON.parse(golden.plan)
const { origin: _, ...dataSet } = plan.source.dataSet
const IDS: readonly string[] = plan.models.map(({ id }: { readonly id: string }) => id)
const manifests = Object.fromEntries(
  await Promise.all(IDS.map(async (id) => [id, parseManifest(await textOf(`models/${id}/manifest.json`))])),
)

const fileOf = (path: string, text: string): DataFile => ({ path, blob: new Blob([text]) })

/** With the models of the golden plan, unless others are given. */
async function openApp(models: readonly string[] = IDS, answers: Partial<Answers> = {}): Promise<FakeApp> {
  const app = createFakeApp({
    models: models.slice(0, 1),
    zoo: models,
    manifests,
    answers: {
      describeAttacks: () => describeAttacks(),
      readManifest: ({ id }) => manifests[id] ?? expect.fail('there is no such model'),
      openDataSet: () => ({ ...dataSet, id: 'built-in', size: 32, notes: [], problems: { count: 0, first: [] } }),
      dataSetSubset: () => ({ indices: plan.indices, labels: plan.source.labels, perClass: plan.source.perClass }),
      judge,
      ...answers,
    },
  })
  await app.session.start()
  await app.untilIdle()
  await app.until(() => expect(app.state().evaluation.form.attack).not.toBeNull())
  return app
}

const savedText = async (app: FakeApp, kind: 'evaluation' | 'training') =>
  (await app.actions.savePlan(kind))?.blob.text() ?? expect.fail('nothing was saved')

describe('a plan of an evaluation', () => {
  it('that is opened gives its models a column and fills the form', async () => {
    const app = await openApp()
    await app.actions.openFiles([fileOf('plan.json', golden.plan)])
    expect(app.state()).toMatchObject({ view: 'evaluation', fileNotice: { kind: 'opened' } })
    expect(app.state().fileNotice?.message).toBe('The plan in "plan.json" is set up.')
    expect(app.state().models.map(({ id }) => id)).toEqual(IDS)
    const { form } = app.state().evaluation
    const { source, indices, blockSize } = plan
    expect(form).toMatchObject({ ...formOf(plan, form), modelIds: IDS, planned: { source, indices, blockSize } })
  })

  it('that is saved, opened and saved again is the same', async () => {
    const app = await openApp()
    await app.actions.openFiles([fileOf('plan.json', golden.plan)])
    await app.untilIdle()
    const saved = await savedText(app, 'evaluation')
    const other = await openApp()
    await other.actions.openFiles([fileOf('saved.json', saved)])
    await other.untilIdle()
    expect(JSON.parse(await savedText(other, 'evaluation'))).toEqual(JSON.parse(saved))
    // With every setting that attacks have been given since.
    const { attackDescription: _, ...planned } = plan
    expect(JSON.parse(saved).plan).toMatchObject(planned)
    expect(app.state().evaluation.run, 'nothing begins').toBeNull()
  })

  it('keeps its own images and blocks until others are chosen', async () => {
    const own = { ...plan, indices: [...plan.indices].reverse(), blockSize: 5 }
    own.source = { ...plan.source, labels: [...plan.source.labels].reverse() }
    const asked: unknown[] = []
    const app = await openApp(IDS, {
      dataSetSubset(input) {
        asked.push(input.planned)
        const { indices, source } = input.planned ? own : plan
        return { indices, labels: source.labels, perClass: source.perClass }
      },
    })
    await app.actions.openFiles([fileOf('plan.json', JSON.stringify({ ...JSON.parse(golden.plan), plan: own }))])
    await app.untilIdle()
    const saved = async () => JSON.parse(await savedText(app, 'evaluation')).plan
    expect(await saved()).toMatchObject({ indices: own.indices, blockSize: 5 })
    app.actions.setEvaluation({ dataSet: { ...app.state().evaluation.form.dataSet, seed: 99 } })
    expect(await saved()).toMatchObject({ indices: plan.indices, blockSize: plan.blockSize })
    expect(asked).toEqual([own.indices, undefined])
  })

  it('is refused where its images are of other classes here', async () => {
    const app = await openApp(IDS, {
      dataSetSubset: () => ({
        indices: plan.indices,
        labels: plan.source.labels.map((label: number) => (label + 1) % 10),
        perClass: plan.source.perClass,
      }),
    })
    await app.actions.openFiles([fileOf('plan.json', golden.plan)])
    await app.untilIdle()
    expect(await app.actions.savePlan('evaluation')).toBeNull()
    expectSentence(app.state().evaluation.problem ?? '', 'in the plan; open the images with which the plan was made')
  })

  it('names models that are missing or have other weights', async () => {
    const [first = '', second = ''] = IDS
    const other = { ...manifests[second], weights: { ...manifests[second]?.weights, sha256: 'f'.repeat(64) } }
    const app = await openApp(IDS, { readManifest: ({ id }) => (id === second ? other : manifests[id]) as never })
    await app.actions.openFiles([fileOf('plan.json', golden.plan)])
    const message = app.state().fileNotice?.message ?? ''
    expect(message).toContain(`“${manifests[second]?.name}” (weights ${plan.models[1].sha256.slice(0, 8)}…)`)
    expect(message).toMatch(/: open its files under Models, then this plan again\.$/)
    expect(app.state().evaluation.form.modelIds).toEqual([first])
    const told = `The page does not have the plan’s model “${manifests[second]?.name}” (weights`
    expectSentence(startHindrance(app.state())?.message ?? '', told, 'or choose other models.')
    await app.actions.runs.evaluation.start()
    expect(app.state().evaluation).toMatchObject({ run: null, problem: startHindrance(app.state())?.message })
    app.actions.setEvaluation({ modelIds: [first] })
    expect(startHindrance(app.state())?.message ?? '').not.toContain(told)
  })

  it('is not saved where an evaluation could not start, which is told', async () => {
    const app = await openApp(IDS, { attackProblem: () => 'The attack is too strong; choose another.' })
    expect(await app.actions.savePlan('evaluation')).toBeNull()
    expect(app.state().evaluation).toMatchObject({
      problem: 'The attack is too strong; choose another.',
      starting: false,
      run: null,
    })
  })
})

describe('results', () => {
  it('are opened as a kept run, whose export has the same records', async () => {
    const app = await openApp()
    await app.actions.openFiles([fileOf('results.json', golden.results)])
    const { run } = app.state().evaluation
    if (run === null) return expect.fail('no run is shown')
    expect(run.status).toBe('done')
    expect(app.state().view).toBe('evaluation')
    const given = JSON.parse(golden.results)
    expect(run.results).toEqual(given.results)
    expect(JSON.parse(exportJson(run))).toMatchObject({ records: given.records, planSha256: given.planSha256 })
    expect(app.state().kept.entries.map(({ id }) => id)).toEqual([run.id])
  })

  it.each<[string, (text: string) => string, boolean]>([
    ['whose plan was changed since', (text) => text.replace('"seed": ', '"seed": 7'), true],
    [
      'that name another plan',
      (text) => text.replace(/"planSha256": "[0-9a-f]+"/, `"planSha256": "${'0'.repeat(64)}"`),
      true,
    ],
    ['whose entries have another order', (text) => reordered(text), false],
    ['in which numbers are written otherwise', (text) => text.replace('"blockSize": 32', '"blockSize": 3.2e1'), false],
    ['whose settings are explained otherwise', (text) => text.replaceAll('"label": "', '"label": "The '), false],
    ['that name their plan as earlier releases did', withEarlierName, false],
    ['that name no plan', (text) => text.replace(/"planSha256": "[0-9a-f]+",/, ''), false],
  ])('%s: the plan is said to be another, or not', async (_, change, isTold) => {
    const app = await openApp()
    const text = change(golden.results)
    expect(text).not.toBe(golden.results)
    await app.actions.openFiles([fileOf('results.json', text)])
    const { message = '', kind } = app.state().fileNotice ?? {}
    expect(kind).toBe('opened')
    const told = 'The plan in "results.json" is not the plan that these results name by its SHA-256'
    expect(message.includes(told)).toBe(isTold)
    // Saved again, they name the plan that they have.
    const again = exportJson(app.state().evaluation.run ?? expect.fail('no run is shown'))
    const other = await openApp()
    await other.actions.openFiles([fileOf('again.json', again)])
    expect(other.state().fileNotice?.message).toBe('Opened "again.json", which the browser keeps.')
  })

  it('of the same file are one run, those of several files are each kept', async () => {
    const app = await openApp()
    const other = golden.results.replace('"secondsComputing": 1', '"secondsComputing": 2')
    await app.actions.openFiles([fileOf('a.json', golden.results), fileOf('b.json', other)])
    await app.actions.openFiles([fileOf('again.json', golden.results)])
    expect(app.state().kept.entries).toHaveLength(2)
    expect(app.state().evaluation.run?.activeMs).toBe(1000)
  })

  it('without the records where nothing is left to judge are whole too', async () => {
    const app = await openApp()
    const given = JSON.parse(golden.results)
    const records = given.records.filter(({ outcome }: { outcome: { indices: [] } }) => outcome.indices.length > 0)
    await app.actions.openFiles([fileOf('results.json', JSON.stringify({ ...given, records }))])
    expect(app.state().evaluation.run).toMatchObject({ status: 'done', results: given.results })
  })

  it('that are cut off can be continued', async () => {
    const app = await openApp()
    const given = JSON.parse(golden.results)
    const some = { ...given, status: 'done', records: given.records.slice(0, 5) }
    await app.actions.openFiles([fileOf('results.json', JSON.stringify(some))])
    expect(app.state().evaluation.run).toMatchObject({ status: 'stopped', records: some.records })
  })

  it.each([
    ['of another version', 'results.json', '{"format": "gradlens-results", "formatVersion": 9}'],
    ['cut off', 'plan.json', '{"format": "gradlens-plan"'],
    ['empty', 'plan.json', '{"format": "gradlens-plan", "formatVersion": 1, "kind": "evaluation", "plan": {}}'],
  ])('and plans that do not fit change nothing: %s', async (_, path, text) => {
    const app = await openApp()
    const { models, evaluation } = app.state()
    await app.actions.openFiles([fileOf(path, text)])
    const { fileNotice } = app.state()
    expect(fileNotice?.kind).toBe('refused')
    expectSentence(fileNotice?.message.replace('"', 'A "') ?? '', `"${path}" is not opened, as the `)
    expect(app.state().models).toEqual(models)
    expect(app.state().evaluation.form).toEqual(evaluation.form)
    expect(app.state().kept.entries).toEqual([])
  })
})

/** Every object's entries in reverse, but for the head, by which files are recognised. */
function reordered(text: string): string {
  const turn = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turn)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, inner]) => [name, turn(inner)]),
    )
  }
  const { format, ...others } = JSON.parse(text)
  return JSON.stringify({ format, ...(turn(others) as object) })
}

/** By the hash of all that the plan has. */
function withEarlierName(text: string): string {
  const results = JSON.parse(text)
  const planSha256 = createHash('sha256').update(canonicalJson(results.plan)).digest('hex')
  return JSON.stringify({ ...results, planSha256 })
}
