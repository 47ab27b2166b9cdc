/** @file Every field of the page that is typed into: what cannot be read stays, is marked, and is told. */
import { beforeAll, describe, expect, it } from 'vitest'
import { describeAttacks } from '../engine/evaluation/describeAttacks'
import { describeTraining } from '../engine/training/describeTraining'
import { isHubId } from '../images/datasets/hub/hubId'
import type { AppState } from '../store/types'
import { createFakeApp, type FakeApp } from '../testing/fakeApp'
import { renderPage } from '../testing/renderPage'
import { type Draft, FieldRegistry } from '../views/parts/fields/fieldRegistry'

let app: FakeApp

beforeAll(async () => {
  const canned = { describeAttacks, describeTraining }
  app = createFakeApp({ answers: canned })
  await app.session.start()
  await app.untilIdle()
  await app.until(() => expect(app.state().training.offered).not.toBeNull())
  await app.until(() => expect(app.state().evaluation.attacks).not.toHaveLength(0))
})

const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]
/** All that can be typed into, in order. */
const inputsOf = (html: string): string[] =>
  (html.match(/<input[^>]*>/g) ?? []).filter((tag) => !/ type="(radio|checkbox|range|file)"/.test(tag))

/** The keys by which fields ask for what is typed in them, in order. */
function keysOf(state: AppState): string[] {
  const keys: string[] = []
  const watched = new Proxy({} as Record<string, Draft>, {
    get: (_, key) => void (typeof key === 'string' && keys.push(key)),
  })
  renderPage(state, app.actions, new FieldRegistry(watched))
  return keys
}

const evaluate = (change: Partial<AppState['evaluation']['form']>): AppState => {
  const state = app.state()
  const { evaluation } = state
  return { ...state, view: 'evaluation', evaluation: { ...evaluation, form: { ...evaluation.form, ...change } } }
}

function training(objectiveId: string, from: 'files' | 'hub' = 'files'): AppState {
  app.actions.chooseObjective(objectiveId)
  const state = app.state()
  const { form } = state.training
  const changed = { ...form, microBatchSize: 8, data: { ...form.data, from } }
  return { ...state, view: 'training', training: { ...state.training, form: changed } }
}

const attack = (id: string) => {
  const found = describeAttacks().find((each) => each.id === id)!
  return { id, settings: found.defaults.linf } as NonNullable<AppState['evaluation']['form']['attack']>
}

const STATES: readonly (readonly [string, () => AppState])[] = [
  ...describeAttacks()
    .filter(({ defaults }) => defaults.linf)
    .map(({ id }) => [`Evaluate, ${id}`, () => evaluate({ attack: attack(id), images: 'files' })] as const),
  ['Evaluate, smallest ε', () => evaluate({ measure: 'minimalEpsilon', images: 'builtIn' })],
  ['Evaluate, transfer', () => evaluate({ measure: 'transfer', images: 'hub' })],
  ...describeTraining().objectives.map(({ id }) => [`Train, ${id}`, () => training(id)] as const),
  ['Train, of the hub', () => training('gradient-norm', 'hub')],
  ['Compare', () => ({ ...app.state(), view: 'compare' })],
]

describe.each(STATES)('%s', (_, stateOf) => {
  it.each(['abc', '', '1e400', '-5', '0,5'])('keeps, marks and explains “%s” in each of its fields', (text) => {
    const state = stateOf()
    const clean = renderPage(state, app.actions)
    const inputs = inputsOf(clean)
    const keys = keysOf(state)
    expect(keys, 'each field is one of its own, and all are of one kind').toHaveLength(new Set(keys).size)
    expect(inputs).toHaveLength(keys.length)
    expect(clean).not.toContain('aria-invalid="true"')

    const drafts = Object.fromEntries(
      keys.map((key, i): [string, Draft] => [key, { text, over: attribute(inputs[i] as string, 'value') ?? '' }]),
    )
    const html = renderPage(state, app.actions, new FieldRegistry(drafts))
    for (const tag of inputsOf(html)) {
      for (const [, value] of tag.matchAll(/ aria-value(?:min|max|now)="([^"]*)"/g)) expect(value).toMatch(/^-?[\d.]+$/)
      // The hub could have a data set of this name.
      const isName = attribute(tag, 'data-testid') === 'hub-id' && isHubId(text)
      if (isName || / disabled=""/.test(tag)) continue
      expect(attribute(tag, 'value'), tag).toBe(text)
      expect(attribute(tag, 'aria-invalid'), tag).toBe('true')
      const id = attribute(tag, 'aria-describedby')?.split(' ').at(-1) ?? expect.fail(`nothing describes ${tag}`)
      const told = new RegExp(`id="${id}">([^<]*)<`).exec(html)?.[1]
      expect(told).toMatch(/^The (field|list) .*; choose .*\.$/)
    }
  })
})
