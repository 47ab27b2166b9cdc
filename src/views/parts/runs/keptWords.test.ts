/** @file The entries of a list are told apart by their words. */
import { describe, expect, it } from 'vitest'
import { entryOf } from '../../../app/runs/entry'
import type { KeptContents } from '../../../app/runs/keptTypes'
import type { KeptKind } from '../../../store/runs/kept'
import { initialTraining } from '../../../store/training/trainingForm'
import { DESCRIBED_TRAINING } from '../../../testing/described'
import { entriesWords } from './keptWords'

const attack = (epsilon: number) => ({ id: 'pgd', settings: { norm: 'linf', epsilon } })

const evaluation = (measure: object, planned = 64, counts = [planned]) => ({
  plan: {
    models: [{ name: 'Natural' }, { name: 'Gradient norm' }],
    measure,
    source: { kind: 'gallery' },
    indices: Array.from({ length: planned }, (_, index) => index),
  },
  results: { id: 'accuracy', curves: [{ points: counts.map((images) => ({ images })) }] },
  status: 'stopped',
  startedAt: '2026-01-02T03:04:05.678Z',
})

const form = { ...initialTraining.form, attack: { steps: 10, epsilon255: 16, stepSize255: 2 } }

const ranking = (others: readonly string[]) => ({
  id: 'ranking',
  attack: attack(8 / 255),
  others: others.map((id) => ({ ...attack(8 / 255), id })),
  search: { start: 1 / 255, doublings: 3, bisections: 2 },
})

const training = (settings: object, change: object = {}) => ({
  run: {
    start: { name: 'Natural' },
    form: { ...form, objective: { id: 'gradient-norm', settings } },
    data: { dataSet: { name: 'Fashion-MNIST' } },
    status: 'done',
    step: 240,
    steps: 240,
    evaluations: [{ step: 240, robust: 34, images: 64 }],
    startedAt: '2026-01-02T03:04:05.678Z',
    ...change,
  },
  state: null,
})

const sweep = (lambdas: readonly number[], measured: number) => ({
  plan: { ...training({ lambda: 9, epsilon255: 8 }).run, form: training({ lambda: 9, epsilon255: 8 }).run.form },
  entries: lambdas.map((lambda, place) => ({ lambda, steps: 60, figures: place < measured ? {} : null })),
  status: 'stopped',
  startedAt: '2026-01-02T03:04:05.678Z',
})

const wordsOf = (...kept: readonly (readonly [KeptKind, unknown])[]) =>
  entriesWords(
    kept.map(([kind, content], place) => entryOf(kind, `${kind}-${place}`, content as KeptContents[typeof kind])),
    { attacks: [], offered: DESCRIBED_TRAINING },
  )

const WHEN = '2026-01-02 03:04 UTC'

it.each<[string, KeptKind, unknown, string]>([
  [
    'an evaluation by measure, attack, epsilons, images and models',
    'evaluation',
    evaluation({ id: 'accuracy', attack: attack(0.1), epsilons: [1 / 255, 4 / 255, 16 / 255] }, 64, [32, 0]),
    `Natural, Gradient norm, Accuracy against ε, pgd, L∞, ε = 1/255 to 16/255, 32 of 64 images, Gallery, ${WHEN}`,
  ],
  [
    'a transfer by its epsilon',
    'evaluation',
    evaluation({ id: 'transfer', attack: attack(8 / 255) }),
    `Natural, Gradient norm, Transfer between models, pgd, L∞, ε = 8/255, 64 images, Gallery, ${WHEN}`,
  ],
  [
    'a search by its reach',
    'evaluation',
    evaluation({
      id: 'minimalEpsilon',
      attack: attack(0.1),
      search: { start: 1 / 255, doublings: 3, bisections: 2 },
    }),
    `Natural, Gradient norm, Smallest ε of each image, pgd, L∞, ε = 1/255 to 8/255, 64 images, Gallery, ${WHEN}`,
  ],
  [
    'a worst case by all of its attacks, each with its norm and epsilon',
    'evaluation',
    evaluation({
      id: 'worstCase',
      attack: attack(8 / 255),
      others: [{ id: 'apgdT', settings: { norm: 'l2', epsilon: 0.5 } }],
    }),
    `Natural, Gradient norm, Worst case over norms, pgd, L∞, ε = 8/255, apgdT, L2, ε = 0.5, 64 images, Gallery, ${WHEN}`,
  ],
  [
    'a ranking of few attacks by their names',
    'evaluation',
    evaluation(ranking(['malt', 'square'])),
    `Natural, Gradient norm, Ranking of attacks, pgd, malt and square, L∞, ε = 1/255 to 8/255, 64 images, Gallery, ${WHEN}`,
  ],
  [
    'a ranking of many attacks by their number',
    'evaluation',
    evaluation(ranking(['malt', 'square', 'fabT', 'ddn'])),
    `Natural, Gradient norm, Ranking of attacks, pgd, malt, square and 2 other attacks, L∞, ε = 1/255 to 8/255, 64 images, Gallery, ${WHEN}`,
  ],
  [
    'a training by settings, steps and result',
    'training',
    training({ lambda: 1.2, epsilon255: 16 }),
    `Natural → Gradient norm, Training, λ = 1.2, ε = 16/255, 240 steps, PGD-10 at 16/255: 53.1 % (n = 64), Fashion-MNIST, ${WHEN}`,
  ],
  [
    'a stopped training by the steps that it took',
    'training',
    training({ lambda: 0.4 }, { status: 'stopped', step: 40, evaluations: [] }),
    `Natural → Gradient norm, Training, λ = 0.4, 40 of 240 steps, Fashion-MNIST, ${WHEN}`,
  ],
  [
    'a sweep by its lambdas',
    'sweep',
    sweep([0.4, 0.8, 1.2], 2),
    `Natural → Gradient norm, Sweep over λ, λ = 0.4, 0.8, 1.2, 2 of 3 trained, ε = 8/255, 60 steps each, Fashion-MNIST, ${WHEN}`,
  ],
])('%s has a name of its own', (_, kind, content, name) => {
  expect(wordsOf([kind, content])[0]?.name).toBe(name)
})

describe('two similar entries', () => {
  it('are distinguished by the second of their start', () => {
    const later = { startedAt: '2026-01-02T03:04:41.000Z' }
    const words = wordsOf(
      ['training', training({ lambda: 1 })],
      ['training', training({ lambda: 1 }, later)],
      ['training', training({ lambda: 2 })],
    )
    expect(words.map(({ when }) => when)).toEqual(['2026-01-02 03:04:05 UTC', '2026-01-02 03:04:41 UTC', WHEN])
    expect(new Set(words.map(({ name }) => name)).size).toBe(3)
  })

  it('of an earlier release are named by what is known', () => {
    const entry = entryOf('training', 'one', training({}) as unknown as KeptContents['training'])
    const older = { ...entry, topic: { objective: 'natural' } }
    const [words] = entriesWords([older], { attacks: [], offered: null })
    expect(words?.name).toBe(`Natural → natural, Training, Fashion-MNIST, ${WHEN}`)
  })
})
