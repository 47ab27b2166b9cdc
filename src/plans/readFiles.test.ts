import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tally } from '../store/evaluation/evaluationTally'
import { expectSentence, messageOf } from '../testing/sentence'
import { canonicalJson, sha256OfPlan } from './canonicalJson'
import { MAX_PLAN_BYTES } from './limits'
import type { PlanFile } from './planFile'
import { readPlanFile, readResultsFile } from './readFiles'
import type { ResultsOf } from './resultsFile'

const textOf = (path: string) => readFile(new URL(path, import.meta.url), 'utf8')
const golden = {
  plan: await textOf('goldens/plan.json'),
  results: await textOf('goldens/results.json'),
}

async function evaluationIn(file: Blob): Promise<ResultsOf<'evaluation'>> {
  const results = await readResultsFile(file)
  return results.kind === 'evaluation' ? results : expect.fail('they are of a training')
}

/** The file with the value at a path replaced, as text. */
function changed(text: string, path: string, change: (before: unknown) => unknown): Blob {
  const file = JSON.parse(text)
  const keys = path.split('.')
  const last = keys.pop() as string
  const holder = keys.reduce((inner, key) => inner[key], file)
  holder[last] = change(holder[last])
  return new Blob([JSON.stringify(file)])
}

const to = (value: unknown) => () => value
const list = (change: (values: unknown[]) => unknown[]) => (before: unknown) => change([...(before as unknown[])])

type Broken = readonly [what: string, path: string, change: (before: unknown) => unknown, words: string]

describe('plan.json', () => {
  it('is read as it was saved', async () => {
    const { plan, ...head } = JSON.parse(golden.plan)
    // What the attack's settings mean is for people. Settings that attacks have been given since are as usual.
    const { attackDescription: _, ...read } = plan
    expect(await readPlanFile(new Blob([golden.plan]))).toMatchObject({ ...head, plan: read })
  })

  const attack = 'plan.measure.attack'
  const broken: readonly Broken[] = [
    ['an unknown attack', `${attack}.id`, to('pgd3'), `${attack}.id`],
    ['steps beyond the form’s', `${attack}.settings.steps`, to(1e9), `${attack}.settings.steps`],
    ['a norm that the attack lacks', `${attack}.settings.norm`, to('l0'), `${attack}.settings.norm`],
    ['epsilons that descend', 'plan.measure.epsilons', list((sizes) => sizes.reverse()), 'must ascend'],
    [
      'an endless architecture',
      'plan.models.0.kind.architecture.widths',
      to(new Array(20_000).fill(16)),
      'more than 10,000 items',
    ],
    ['an index beyond the source', 'plan.indices.3', to(5000), 'below 5000'],
    ['an index twice', 'plan.indices', list(([first, , ...more]) => [first, first, ...more]), 'each index once'],
    ['labels of other images', 'plan.source.labels', list((labels) => labels.slice(1)), 'one entry per index'],
    ['no models', 'plan.models', to([]), 'plan.models'],
    ['a hash that is none', 'plan.models.0.sha256', to('X'), 'hexadecimal'],
    ['a normalisation by 0', 'plan.models.0.input.std', to([0, 0, 0]), 'plan.models.0.input.std'],
  ]
  it.each(broken)('is refused in one sentence with %s', async (_, path, change, words) => {
    expectSentence(await messageOf(() => readPlanFile(changed(golden.plan, path, change))), words)
  })

  it('is refused unread where it is too large, is no JSON or is nested too deep', async () => {
    const problemOf = (file: Blob) => messageOf(() => readPlanFile(file))
    const large = { size: MAX_PLAN_BYTES + 1e6, arrayBuffer: () => expect.fail('it was read') } as unknown as Blob
    expect(await problemOf(large)).toMatch(/has 35 MB where at most 34 MB are read/)
    expect(await problemOf(new Blob(['{"format"']))).toBe('The file of the plan is not JSON; save the plan again.')
    expect(await problemOf(new Blob(['['.repeat(1e6)]))).toMatch(/nested more than 64 levels deep; save the plan again/)
  })
})

describe('results.json', () => {
  it('names its plan, and its curves follow from its records', async () => {
    const read = await evaluationIn(new Blob([golden.results]))
    const { plan } = JSON.parse(golden.plan) as PlanFile
    expect(JSON.parse(golden.results).plan).toEqual(plan)
    expect(read.planSha256).toBe(await sha256OfPlan(plan))
    expect(tally(read.plan as never, read.records as never)).toEqual(JSON.parse(golden.results).results)
  })

  it('keep what the checks for signs of a failing attack have found', async () => {
    const finding = { id: 'more-steps', name: 'More steps', status: 'raised', seen: 'Seen.', remedy: 'Mend it.' }
    const found = [{ ...finding, numbers: { share: 0.5 }, images: [4001, 4002] }]
    const file = changed(golden.results, 'flags', to({ 'fashion-mnist-resnet-gelu-natural': found }))
    expect((await evaluationIn(file)).flags).toEqual({ 'fashion-mnist-resnet-gelu-natural': found })
  })

  it('of an earlier release is read too', async () => {
    const { format: _, formatVersion: __, kind: ___, planSha256: ____, ...content } = JSON.parse(golden.results)
    const earlier = { format: 'gradlens-evaluation', formatVersion: 3, ...content }
    expect((await evaluationIn(new Blob([JSON.stringify(earlier)]))).records).toEqual(content.records)
  })

  const first = 'records.0.outcome'
  const ofBlock1 = JSON.parse(golden.plan).plan.indices[39]
  const broken: readonly Broken[] = [
    ['a model that the plan lacks', 'records.0.modelId', to('other'), 'Record 0 of the results is of the model'],
    ['a block that the plan lacks', 'records.2.block', to(9), 'block 9, where the plan has 2'],
    ['a step that the plan lacks', 'records.2.step', to(3), 'step 3, where the plan has 3'],
    ['a record twice', 'records', list((records) => [...records, records[0]]), 'repeats block 0'],
    ['an image of another block', `${first}.indices.0`, to(ofBlock1), 'is not in block 0'],
    ['an image twice', `${first}.indices`, list(([one, , ...more]) => [one, one, ...more]), 'an image twice'],
    ['fewer verdicts than images', `${first}.verdicts`, list((verdicts) => verdicts.slice(1)), 'one entry per index'],
    ['a size of a robust image', `${first}.sizes`, list((sizes) => sizes.map(() => 1)), 'a size of image'],
    ['an environment that is missing', 'records.0.environment', to(1), 'environment 1'],
    ['another verdict', `${first}.verdicts.0`, to('held'), first],
    ['no plan', 'plan', to(undefined), 'plan'],
  ]
  it.each(broken)('is refused in one sentence with %s', async (_, path, change, words) => {
    expectSentence(await messageOf(() => readResultsFile(changed(golden.results, path, change))), words)
  })
})

const GOLDEN_FILES = [
  ['plan', 'plan'],
  ['plan', 'trainingPlan'],
  ['results', 'results'],
  ['results', 'trainingResults'],
] as const
it.each(GOLDEN_FILES)('as the %s schema that is published describes it: the golden file %s', async (name, file) => {
  const schema = z.fromJSONSchema(JSON.parse(await textOf(`../../public/schemas/${name}.schema.json`)))
  const content = JSON.parse(await textOf(`goldens/${file}.json`))
  expect(schema.safeParse(content).error?.issues ?? []).toEqual([])
  const read = name === 'plan' ? readPlanFile : readResultsFile
  expect((await read(new Blob([JSON.stringify(content)]))).kind).toBe(content.kind)
  const { plan: _, ...without } = content
  expect(schema.safeParse(without).success).toBe(false)
})

it('a plan is hashed in the canonical form of RFC 8785', () => {
  // From the examples of its sections 3.2.2 and 3.2.3.
  const value = JSON.parse(
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"literals":[null,true]}',
  )
  expect(canonicalJson(value)).toBe('{"literals":[null,true],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}')
  expect(canonicalJson({ '€': 1, '\r': 2, '1': 3, '😂': 4, ö: 5 })).toBe('{"\\r":2,"1":3,"ö":5,"€":1,"😂":4}')
})
