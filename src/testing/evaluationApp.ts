/** @file The page with evaluations, and a worker that judges by a rule: for tests of how a run is driven. */

import { expect } from 'vitest'
import type { KeptStorage } from '../app/runs/keptTypes'
import type { Locks } from '../app/runs/tabLock'
import type { Manifest } from '../engine/checkpoints/manifest'
import type { AttackDescription } from '../engine/evaluation/types'
import type { EvaluationForm, EvaluationRun } from '../store/evaluation/evaluation'
import { type Eps01, eps255, toEps01 } from '../units'
import { createFakeApp, type FakeApp } from './fakeApp'
import { type Answers, createGate } from './fakeWorkers'

/** More than one block of 32. */
export const IMAGES = 40
export const EPSILONS = [1, 4, 8].map((epsilon) => toEps01(eps255(epsilon)))

const settings = { norm: 'linf', epsilon: 0.1 as Eps01, seed: 1, steps: 1 }
const attacks = [
  {
    id: 'pgd',
    name: 'PGD',
    norms: ['linf'],
    goals: ['untargeted'],
    isLive: true,
    settings: [],
    defaults: { linf: settings },
  },
] as unknown as readonly AttackDescription[]

const manifest = (id: string): Partial<Manifest> => ({
  classes: ['cat', 'dog'],
  weights: { sha256: id.padEnd(64, '0') } as Manifest['weights'],
})

/** Model "one" is fooled on image i above i / 4 of 255, "two" never; every tenth is wrong without an attack. */
export const judge: Answers['judge'] = async ({ modelId, images, epsilons }, { checkpoint }) => {
  await checkpoint(1, 1)
  const indices = images.kind === 'given' ? images.images.indices : images.indices
  const verdicts = indices.map((index, place) => {
    if (index % 10 === 9) return 'wrong' as const
    return modelId === 'one' && (epsilons[place] as number) * 255 > index / 4
      ? ('fooled' as const)
      : ('robust' as const)
  })
  const sizes = verdicts.map((verdict, place) => {
    if (verdict === 'robust') return null
    return verdict === 'wrong' ? 0 : (epsilons[place] as number)
  })
  const fooledBy = verdicts.map((verdict) => (verdict === 'fooled' ? 'PGD' : null))
  return { indices, verdicts, sizes, fooledBy, zeroGradient: indices.map(() => false) }
}

export const finding = {
  id: 'flag',
  name: 'A flag',
  status: 'clear',
  seen: 'Nothing.',
  remedy: null,
  numbers: {},
} as const

interface Options {
  readonly storage?: KeptStorage
  readonly locks?: Locks
  readonly answers?: Partial<Answers>
}

export function createEvaluationApp({ storage, locks, answers = {} }: Options = {}): FakeApp {
  const models = ['one', 'two']
  return createFakeApp({
    models,
    zoo: [...models, 'three'],
    manifests: Object.fromEntries(models.map((id) => [id, manifest(id)])),
    answers: { describeAttacks: () => attacks, checkFlags: () => [finding], judge, ...answers },
    ...(storage && { storage }),
    ...(locks && { locks }),
  })
}

export const files = (count = IMAGES) =>
  Array.from({ length: count }, (_, i) => ({ path: `cat/${i}.png`, blob: new Blob([`${i}`]) }))

export const run = (app: FakeApp): EvaluationRun => app.state().evaluation.run ?? expect.fail('there is no run')

export const untilStatus = (app: FakeApp, status: EvaluationRun['status']) =>
  app.until(() => expect(run(app).status).toBe(status))

/** Until the engine runs and an attack can be chosen. */
export async function untilReady(app: FakeApp): Promise<void> {
  await app.session.start()
  await app.untilIdle()
  await app.until(() => expect(app.state().evaluation.form.attack).not.toBeNull())
}

export async function openFiles(app: FakeApp): Promise<void> {
  await untilReady(app)
  await app.actions.openDataSet({ files: files() })
}

/** A run on 40 files, once the engine runs. */
export async function begin(app: FakeApp, form: Partial<EvaluationForm> = {}): Promise<void> {
  await openFiles(app)
  await start(app, form)
}

export async function start(app: FakeApp, form: Partial<EvaluationForm> = {}): Promise<void> {
  app.actions.setEvaluation({
    dataSet: { count: IMAGES, seed: 1, split: 'all' },
    epsilons: EPSILONS,
    flags: { images: 10, steps: 1 },
    ...form,
  })
  await app.actions.runs.evaluation.start()
}

export const recordsOf = (app: FakeApp) =>
  run(app).records.map(({ block, step, modelId, outcome }) => ({ block, step, modelId, outcome }))

/** Answers three judgements, then waits. */
export function held() {
  const gate = createGate()
  let count = 0
  const answer: Answers['judge'] = async (input, control) => {
    if (++count === 4) await gate.passed
    return judge(input, control)
  }
  return { gate, answer, asked: () => count }
}

/** Three are judged, and the engine is at the fourth. */
export const untilHeld = (app: FakeApp, asked: () => number) =>
  app.until(() => {
    expect(run(app).records).toHaveLength(3)
    expect(asked()).toBe(4)
  })
