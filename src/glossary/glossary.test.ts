import { describe, expect, it } from 'vitest'
import { ACTIVATION_TITLES } from '../engine/architectures/activationNames'
import { NORM_DESCRIPTIONS } from '../engine/attacks/norms/descriptions'
import { ATTACKS } from '../engine/attacks/registry'
import { describeAttacks } from '../engine/evaluation/describeAttacks'
import { FLAGS } from '../engine/evaluation/flags/registry'
import { GRADIENT_SCALARS } from '../engine/gradients/scalars/registry'
import { QUANTITIES } from '../engine/quantities/registry'
import type { SettingDescription } from '../engine/settings/describe'
import { describeTraining } from '../engine/training/describeTraining'
import { OUTCOMES } from '../outcomes/outcome'
import { EPSILON_COUNT, FLAG_FIELDS, SEARCH_FIELDS, SUBSET_FIELDS } from '../plans/evaluationNumbers'
import { SWEEP_FIELDS, TRAINING_FIELDS } from '../store/training/trainingNumbers'
import { MATRIX_ROWS } from '../views/compare/rows/registry'
import { TERMS, termNamed, termOf } from './glossary'
import { WORKS } from './works'

const training = describeTraining()
const settings: readonly Pick<SettingDescription, 'label' | 'help'>[] = [
  ...describeAttacks().flatMap((attack) => attack.settings),
  ...training.objectives.flatMap((objective) => objective.settings),
  ...training.optimizers.flatMap((optimizer) => optimizer.settings),
  ...[TRAINING_FIELDS, SWEEP_FIELDS, SEARCH_FIELDS, SUBSET_FIELDS, FLAG_FIELDS].flatMap((fields) =>
    Object.values<Pick<SettingDescription, 'label' | 'help'>>(fields),
  ),
  EPSILON_COUNT,
]

const display = {
  gradientOf: 'loss',
  gradientSign: 'signed',
  gradientChannel: 'rgb',
  gradientScale: 'own',
  maps: [],
} as const
const DISPLAYED = { gradientOf: 'loss', epsilon: 8 / 255 } as const

/** Names that the page shows. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  attacks: Object.values(ATTACKS).map(({ name }) => name),
  norms: Object.values(NORM_DESCRIPTIONS).map(({ name }) => name),
  objectives: training.objectives.map(({ name }) => name),
  optimisers: training.optimizers.map(({ name }) => name),
  activations: Object.values(ACTIVATION_TITLES),
  'scalars of the gradient': GRADIENT_SCALARS.map(({ label }) => label),
  quantities: Object.values(QUANTITIES).map(({ title }) => title(DISPLAYED)),
  'rows of the comparison': MATRIX_ROWS.map(({ title }) => (typeof title === 'string' ? title : title(display))),
  outcomes: Object.values(OUTCOMES).map(({ word }) => word),
}

describe('the glossary', () => {
  it.each(Object.entries(NAMES))('explains all %s', (_, names) => {
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter((name) => termNamed(name) === undefined)).toEqual([])
  })

  it('or a setting’s own sentence explains every setting', () => {
    expect(settings.length).toBeGreaterThan(60)
    const unexplained = settings.filter(({ label, help }) => help === undefined && termNamed(label) === undefined)
    expect([...new Set(unexplained.map(({ label }) => label))]).toEqual([])
  })

  it('is not needed for red flags, which say themselves what was seen and what to do', () => {
    for (const { remedy } of FLAGS) expect(remedy.length).toBeGreaterThan(20)
  })

  it('has each id and each name once', () => {
    const ids = TERMS.map(({ id }) => id)
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([])
    const names = TERMS.flatMap(({ name, alsoCalled = [] }) => [name, ...alsoCalled])
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([])
  })

  it.each(TERMS.map((term) => [term.id, term] as const))('explains %s in one sentence', (id, term) => {
    expect(id).toMatch(/^[a-z\d]+(-[a-z\d]+)*$/)
    expect(termOf(term.id)).toBe(term)
    expect(term.help).toMatch(/^\p{Lu}.*[^.]\.$/su)
    // A second sentence would begin with a capital letter after a full stop.
    expect(term.help).not.toMatch(/[.!?] \p{Lu}/u)
    expect(term.help.length).toBeLessThan(220)
  })

  it('names works that can be looked up', () => {
    for (const { cite, title, url } of Object.values(WORKS)) {
      expect(cite).toMatch(/\d{4}/)
      expect(title.length).toBeGreaterThan(10)
      expect(url).toMatch(/^https:\/\/(arxiv\.org\/abs\/\d{4}\.\d{4,5}|doi\.org\/10\.|github\.com\/)/)
    }
  })

  it('has no work that no term refers to', () => {
    const cited = new Set(TERMS.flatMap(({ source }) => (source === undefined ? [] : [source.work])))
    expect(Object.keys(WORKS).filter((work) => !cited.has(work as keyof typeof WORKS))).toEqual([])
  })
})
