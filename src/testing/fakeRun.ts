/** @file A run whose steps a test lets pass one by one, with an engine that can be lost: for what all runs have in common. */
import { expect, vi } from 'vitest'
import 'fake-indexeddb/auto'
import { EngineSession } from '../app/engineSession'
import { KeptList } from '../app/runs/keptList'
import type { KeptStorage } from '../app/runs/keptTypes'
import { ResumableRun } from '../app/runs/resumableRun'
import type { RunDriver } from '../app/runs/runDriver'
import type { Locks } from '../app/runs/tabLock'
import { asTraining, updateTraining } from '../app/training/trainingState'
import { createAppStore } from '../store/appStore'
import { isMoving } from '../store/runs/run'
import type { LambdaSweep, SweepEntry } from '../store/training/training'
import { memoryStorage, newestKept } from './fakeApp'
import { AnsweringWorker, cannedAnswers, cannedFigures } from './fakeWorkers'
import { memoryLocks } from './memoryLocks'

export const STEPS = 5

/** The steps that a run has taken, in their order. */
export const stepsOf = (run: LambdaSweep | null): number[] =>
  (run?.entries ?? []).filter(({ figures }) => figures !== null).map(({ lambda }) => lambda)

interface FakeRunOptions {
  /** Shared by two runs, it is what a reload leaves. */
  readonly storage?: KeptStorage
  /** Shared by two runs, they are in two tabs. */
  readonly locks?: Locks
  /** Whether it needs images that a person opens. */
  readonly needsFiles?: boolean
}

let begun = 0

function newRun(needsFiles: boolean): LambdaSweep {
  const dataSet = { name: 'canned', origin: needsFiles ? { fileBytes: 1 } : { builtIn: 'canned' } }
  const form = { objective: { id: 'natural', settings: {} }, sweep: { lambdas: [], steps: 1 } }
  return {
    id: `run-${begun++}`,
    plan: { form, start: { modelId: 'one', name: 'one' }, data: { dataSet } } as unknown as LambdaSweep['plan'],
    status: 'preparing',
    message: null,
    before: null,
    entries: Array.from({ length: STEPS }, (_, lambda) => ({
      ...{ lambda, status: 'waiting' as const, step: 0, steps: 1 },
      ...{ figures: null, message: null },
    })),
    secondsLeft: null,
    // The newest first is how they are listed.
    startedAt: new Date(Date.UTC(2026, 0, 1) + 1000 * begun).toISOString(),
    environments: [],
  }
}

const taken = (entry: SweepEntry): SweepEntry => ({ ...entry, status: 'done', figures: cannedFigures })

export function createFakeRun({
  storage = memoryStorage(),
  locks = memoryLocks(),
  needsFiles = false,
}: FakeRunOptions = {}) {
  const store = createAppStore()
  const workers: AnsweringWorker[] = []
  /** The step that waits to be let pass, by the worker that takes it. */
  let waiting: { worker: AnsweringWorker; pass: () => void; fail: (error: Error) => void } | null = null
  let [isReplaced, isOpenToAll, isImagesOpen, hasChanged, isRivalBusy] = [true, false, true, false, false]
  let refusal: string | null = null
  let hindrance: string | null = null
  let stepsOfLeg = 0
  /** Every step that was begun, by its run. */
  const asks: { readonly id: string; readonly step: number }[] = []
  const session = new EngineSession(
    store,
    () => {
      const worker: AnsweringWorker = new AnsweringWorker({
        ...cannedAnswers,
        start: (input, control) => {
          if (workers.length > 1 && !isReplaced) throw new Error('There is no backend; choose another browser.')
          return cannedAnswers.start(input, control)
        },
        memory: () =>
          new Promise((resolve, fail) => {
            const pass = () => resolve({ tensorCount: 0, bytes: 0 })
            if (isOpenToAll) pass()
            else waiting = { worker, pass, fail }
          }),
      })
      workers.push(worker)
      return worker
    },
    { zoo: [], chosen: [], backend: 'auto' },
  )
  let isLeft = false
  const never = () => new Promise<never>(() => {})
  const untilLeft: KeptStorage = {
    ...storage,
    save: (...given) => (isLeft ? never() : storage.save(...given)),
    note: (...given) => (isLeft ? never() : storage.note(...given)),
  }
  const driver: RunDriver<'sweep'> = {
    kind: 'sweep',
    write: (change) => updateTraining(store, () => asTraining(change)),
    async plan() {
      if (refusal !== null) throw new Error(refusal)
      return newRun(needsFiles)
    },
    async prepare() {
      stepsOfLeg = 0
    },
    async step(leg) {
      const next = leg.run().entries.find(({ figures }) => figures === null)
      if (next === undefined) return { end: 'done' }
      if (stepsOfLeg === leg.mostSteps) return { end: 'paused' }
      asks.push({ id: leg.run().id, step: next.lambda })
      await leg.client.call('memory', {}).result
      stepsOfLeg++
      leg.update(({ entries }) => ({
        entries: entries.map((entry) => (entry.lambda === next.lambda ? taken(entry) : entry)),
      }))
      return { keep: 'now' }
    },
    hindrance: () => hindrance,
    content: (run) => run,
    restored: (run) => run,
  }
  const run = new ResumableRun(driver, {
    store,
    session,
    list: new KeptList(store, untilLeft, locks),
    dataSource: {
      isMissing: () => needsFiles && !isImagesOpen,
      reopen: async () => {},
      settled: async () => {},
      hasChanged: () => hasChanged,
    },
    lossIsToldWithinMs: 60,
  })
  run.rivals = [
    {
      get isBusy() {
        return isRivalBusy
      },
      settled: Promise.resolve(),
    },
  ]
  const shown = () => store.getState().training.sweep
  const statuses: string[] = []
  store.subscribe(() => {
    const status = shown()?.status
    if (status !== undefined && status !== statuses.at(-1)) statuses.push(status)
  })
  void session.start()

  const until = (check: () => void | Promise<void>) => vi.waitFor(check, { interval: 1, timeout: 10_000 })
  const stepWaits = () => waiting !== null && waiting.worker === workers.at(-1)
  function letPass(): void {
    waiting?.pass()
    waiting = null
  }
  /** Until a step waits, or none will. */
  const untilStep = () => until(() => expect(stepWaits() || !isMoving(shown())).toBe(true))
  async function passStep(): Promise<boolean> {
    await untilStep()
    if (!stepWaits()) return false
    const { length } = stepsOf(shown())
    letPass()
    await until(() => expect(stepsOf(shown()).length > length).toBe(true))
    await untilStep()
    return true
  }
  async function passSteps(count: number): Promise<void> {
    await untilStep()
    for (let i = 0; i < count; i++) if (!(await passStep())) return
  }
  /** Lets the step under way pass for what waits until it has. */
  async function withStepPassed(work: Promise<void>): Promise<void> {
    let isOver = false
    const over = work.then(() => {
      isOver = true
    })
    await until(() => {
      if (!isOver && stepWaits()) letPass()
      expect(isOver).toBe(true)
    })
    await over
    await untilStep()
  }
  function change(what: () => void): void {
    what()
    hasChanged = true
    store.setState({})
    hasChanged = false
  }
  async function loseEngine(options: { isReplaced?: boolean } = {}): Promise<void> {
    isReplaced = options.isReplaced ?? true
    workers.at(-1)?.lose('The GPU was reset.')
  }
  return {
    verbs: run,
    restored: run.restored,
    storage,
    asks,
    get asked() {
      return asks.map(({ step }) => step)
    },
    until,
    shown,
    statuses: () => statuses,
    problem: () => store.getState().training.problem,
    isElsewhere: () => store.getState().training.isSweepElsewhere,
    kept: () => newestKept(storage, 'sweep'),
    engines: () => workers.length,
    passSteps,
    untilStep,
    withStepPassed,
    openAllSteps() {
      isOpenToAll = true
      letPass()
    },
    failStep(message: string) {
      waiting?.fail(new Error(message))
      waiting = null
    },
    stepWaits,
    loseEngine,
    refusePlan: (message: string) => {
      refusal = message
    },
    hinder: (message: string) => {
      change(() => {
        hindrance = message
      })
    },
    setRivalBusy: (isBusy: boolean) => {
      isRivalBusy = isBusy
    },
    openImages: () =>
      change(() => {
        isImagesOpen = true
      }),
    closeImages: () =>
      change(() => {
        isImagesOpen = false
      }),
    /** The page is left: its worker says no more, and it keeps nothing more. */
    leave() {
      isLeft = true
      workers.at(-1)?.terminate()
    },
  }
}

export type FakeRun = ReturnType<typeof createFakeRun>
