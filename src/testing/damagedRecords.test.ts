/** @file Whatever has become of a record of kept work, the list is shown, and what is damaged can be deleted. */
import { createStore, set } from 'idb-keyval'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkContent } from '../app/runs/keptContents'
import { checkedEntry } from '../app/runs/keptRecords'
import { createKeptStorage } from '../app/runs/keptStorage'
import type { KeptContents } from '../app/runs/keptTypes'
import type { KeptEntry, KeptKind } from '../store/runs/kept'
import { entriesWords } from '../views/parts/runs/keptWords'
import { begin, createEvaluationApp, untilStatus } from './evaluationApp'
import { withValueAt } from './hostileTexts'
import { expectSentence, messageOf } from './sentence'
import { createTrainingApp, openTrainingApp, trainingAnswers } from './trainingApp'

const NAMES = { evaluation: 'damaged-evaluation', training: 'damaged-training' }
const WRONG = [null, undefined, 7, 'text', '__proto__', [], [null], {}, true]

type Path = readonly string[]

/** The paths of all fields, those of lists' first items among them. */
function fieldPaths(value: unknown, depth: number, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null || value instanceof ArrayBuffer || depth === 0) return []
  const fields = Array.isArray(value) ? Object.entries(value.slice(0, 1)) : Object.entries(value)
  return fields.flatMap(([key, inner]) => [[...path, key], ...fieldPaths(inner, depth - 1, [...path, key])])
}

const kept: { entry: KeptEntry; content: KeptContents[KeptKind] }[] = []

beforeAll(async () => {
  const evaluated = createEvaluationApp({ storage: createKeptStorage(NAMES.evaluation) })
  await begin(evaluated)
  await untilStatus(evaluated, 'done')
  const trained = createTrainingApp(trainingAnswers().answers, createKeptStorage(NAMES.training))
  await openTrainingApp(trained)
  await trained.actions.runs.training.start()
  await trained.until(() => expect(trained.state().training.run?.status).toBe('done'))
  await trained.actions.runs.sweep.start()
  await trained.until(() => expect(trained.state().training.sweep?.status).toBe('done'))
  for (const name of Object.values(NAMES)) {
    const storage = createKeptStorage(name)
    for (const entry of await storage.list()) {
      const content = await storage.load(entry.kind, entry.id)
      if (content !== null) kept.push({ entry, content })
    }
  }
})

const wordsOf = (entry: KeptEntry) => entriesWords([entry], { attacks: [], offered: null })[0]?.name

describe('a damaged record', () => {
  it('of the list is shown as such, whichever of its fields is wrong', () => {
    expect(kept.map(({ entry }) => entry.kind)).toEqual(expect.arrayContaining(['evaluation', 'training', 'sweep']))
    for (const { entry } of kept) {
      const key = ['entry', entry.kind, entry.id]
      expect(checkedEntry(key, entry)).toBe(entry)
      for (const path of fieldPaths(entry, 4)) {
        for (const wrong of WRONG) {
          const checked = checkedEntry(key, withValueAt(entry, path, wrong))
          expect(checked, `${path.join('.')}: ${wrong}`).toMatchObject({ kind: entry.kind, id: entry.id })
          expect(wordsOf(checked as KeptEntry), `${path.join('.')}: ${wrong}`).toBeTypeOf('string')
        }
      }
    }
  })

  it.each([null, 'text', 7, {}, []])('of the list that is %j can be deleted, beside what is whole', async (record) => {
    const { entry } = kept[0] as (typeof kept)[number]
    const name = `damaged-${JSON.stringify(record)}`
    const database = createStore(name, 'kept')
    await set(['entry', 'evaluation', 'a'], record, database)
    await set(['entry', entry.kind, entry.id], entry, database)
    await set(['entry', 'poem', 'b'], entry, database)
    await set(['entry', 7], entry, database)
    const storage = createKeptStorage(name)
    const listed = await storage.list()
    expect(listed).toHaveLength(2)
    expect(listed).toContainEqual(entry)
    const damaged = listed.find(({ id }) => id === 'a')
    expectSentence(damaged?.problem ?? '', 'It is damaged', 'delete it')
    await storage.remove('evaluation', 'a')
    expect(await storage.list()).toEqual([entry])
  })

  it('of its content is refused in a sentence, whichever field that views read first is missing', async () => {
    for (const { entry, content } of kept) {
      checkContent(entry.kind, content)
      for (const damaged of [null, {}, [], 'text', 7]) {
        expectSentence(await messageOf(async () => checkContent(entry.kind, damaged)), 'It is damaged')
      }
    }
    const evaluation = kept.find(({ entry }) => entry.kind === 'evaluation')?.content
    for (const path of ['plan', 'plan.models', 'plan.measure.attack.settings', 'progress.done', 'records', 'flags']) {
      const damaged = withValueAt(evaluation, path.split('.'), undefined)
      expectSentence(await messageOf(async () => checkContent('evaluation', damaged)), 'It is damaged')
    }
  })
})
