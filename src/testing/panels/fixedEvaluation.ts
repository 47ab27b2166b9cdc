/** @file An evaluation of two models on ten images, which are judged in advance. */
import { modelColor } from '../../charts/palette'
import type { AttackChoice } from '../../engine/attacks/registry'
import type { EvaluationResults, EvaluationRun } from '../../store/evaluation/evaluation'
import type { EvaluationPlan, JobRecord, Measure } from '../../store/evaluation/evaluationPlan'
import { tally } from '../../store/evaluation/evaluationTally'
import { eps255, toEps01 } from '../../units'

export const FIXED_MODELS = [
  { id: 'natural', name: 'Natural', color: modelColor(0) },
  { id: 'robust', name: 'Gradient norm', color: modelColor(1) },
]

export const FIXED_ATTACK = {
  id: 'pgd',
  settings: {
    norm: 'linf',
    epsilon: toEps01(eps255(8)),
    seed: 1,
    steps: 20,
    stepSize: { rule: 'fixed', size: toEps01(eps255(2)) },
    randomStart: true,
    restarts: 1,
    result: 'worst',
    l1Share: 0.02,
  },
} as AttackChoice

const IMAGES = 10

const VERDICTS = { r: 'robust', f: 'fooled', w: 'wrong' } as const

const wordsOf = (letters: string) => [...letters].map((letter) => VERDICTS[letter as keyof typeof VERDICTS])

/**
 * @param letters one an image: `r` robust, `f` fooled, `w` wrong without an attack, `-` not asked
 * @param sizes of the perturbations found for those asked, in 255ths; null where the model is robust
 */
export function judged(modelId: string, step: number, letters: string, sizes: readonly (number | null)[]): JobRecord {
  const verdicts = wordsOf(letters.replaceAll('-', ''))
  return {
    ...{ block: 0, step, modelId, environment: 0 },
    outcome: {
      indices: [...letters].flatMap((letter, index) => (letter === '-' ? [] : [index])),
      verdicts,
      sizes: sizes.map((size) => (size === null ? null : toEps01(eps255(size)))),
      fooledBy: verdicts.map((verdict) => (verdict === 'fooled' ? 'PGD' : null)),
      zeroGradient: verdicts.map(() => false),
    },
  }
}

/** Perturbations made on one model and shown to both, a letter an image as above. */
export function transferred(modelId: string, shownTo: Readonly<Record<string, string>>): JobRecord {
  const verdicts = Object.fromEntries(Object.entries(shownTo).map(([id, letters]) => [id, wordsOf(letters)]))
  const indices = Array.from({ length: IMAGES }, (_, index) => index)
  const outcome = { indices, verdicts, unperturbed: indices.map(() => false) }
  return { block: 0, step: 0, modelId, environment: 0, outcome }
}

export function fixedRun<Id extends Measure['id']>(
  measure: Extract<Measure, { readonly id: Id }>,
  records: readonly JobRecord[],
) {
  const plan: EvaluationPlan = {
    formatVersion: 3,
    measure,
    models: FIXED_MODELS.map(({ id, name }) => ({ id, name, sha256: '', side: 32, classes: [] })),
    source: { kind: 'gallery', ids: Array.from({ length: IMAGES }, (_, index) => `image ${index}`) },
    indices: Array.from({ length: IMAGES }, (_, index) => index),
    blockSize: IMAGES,
    flags: null,
  }
  const results = tally(plan, records) as Extract<EvaluationResults, { readonly id: Id }>
  const run: EvaluationRun = {
    id: measure.id,
    plan,
    status: 'done',
    message: null,
    needsData: false,
    progress: { done: records.length, total: records.length, share: 0 },
    activeMs: 1000,
    startedAt: '2026-01-01T00:00:00.000Z',
    environments: [],
    records,
    results,
    flags: {},
  }
  return { run, results }
}
