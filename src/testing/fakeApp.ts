/** @file The page without its views and without its engine: for tests of what holds them together. */
import type { KeptContents, KeptStorage } from '../app/runs/keptTypes'
import 'fake-indexeddb/auto'
import { expect, vi } from 'vitest'
import { createActions } from '../app/actions'
import { type BrowserHistory, memoryHistory } from '../app/address/browserHistory'
import { Comparison } from '../app/compare/comparison'
import type { TabStorage } from '../app/compare/comparisonMemory'
import { EngineSession } from '../app/engineSession'
import { createKeptStorage } from '../app/runs/keptStorage'
import type { Locks } from '../app/runs/tabLock'
import { ModelReader } from '../client/modelReader'
import type { BackendName } from '../engine/backend/types'
import type { Manifest } from '../engine/checkpoints/manifest'
import { createAppStore } from '../store/appStore'
import { shownQuantities } from '../store/compare/quantities'
import type { KeptKind } from '../store/runs/kept'
import type { AppState, ModelResults } from '../store/types'
import type { CallName } from '../worker/messages'
import { AnsweringWorker, type Answers, cannedAnswers, cannedImage, cannedManifest } from './fakeWorkers'
import { memoryLocks } from './memoryLocks'
import { readingWorkerHere } from './readingWorkerHere'

/** For `vi.waitFor`; a busy machine may take its time. */
const PATIENT = { interval: 1, timeout: 10_000 }

interface FakeAppOptions {
  readonly models?: readonly string[]
  /** All that can be chosen; those that are chosen at first, unless it is given. */
  readonly zoo?: readonly string[]
  readonly backend?: BackendName | 'auto'
  /** What of a model's manifest is not as canned, by its id. */
  readonly manifests?: Readonly<Record<string, Partial<Manifest>>>
  /** Instead of the canned ones. */
  readonly answers?: Partial<Answers>
  /** Shared by two apps, it is what a reload leaves. */
  readonly storage?: KeptStorage
  /** Shared by two apps, they are two tabs. */
  readonly locks?: Locks
  /** Its address and history. */
  readonly browser?: BrowserHistory
  /** Shared by two apps, they are one tab before and after a reload. */
  readonly tabStorage?: TabStorage
}

export function memoryTabStorage(): TabStorage {
  const items = new Map<string, string>()
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) }
}

/** Keeps as a browser does, until the test ends; modules may be loaded anew between tests, so that no count tells names apart. */
export const memoryStorage = (): KeptStorage => createKeptStorage(`test-${crypto.randomUUID()}`)

/** Such a storage, and all that is kept in it, one after another. */
export function watchedStorage(): { readonly storage: KeptStorage; readonly kept: readonly unknown[] } {
  const inner = memoryStorage()
  const kept: unknown[] = []
  const save: KeptStorage['save'] = (entry, content) => {
    kept.push(content)
    return inner.save(entry, content)
  }
  return { storage: { ...inner, save }, kept }
}

/** What was begun last of a kind, as it is kept; null where there is none. */
export async function newestKept<Kind extends KeptKind>(
  storage: KeptStorage,
  kind: Kind,
): Promise<KeptContents[Kind] | null> {
  const entries = (await storage.list()).filter((entry) => entry.kind === kind)
  const newest = entries.toSorted((one, other) => other.date.localeCompare(one.date))[0]
  return newest === undefined ? null : storage.load(kind, newest.id)
}

export function createFakeApp(options: FakeAppOptions = {}) {
  const {
    models = ['one', 'two'],
    zoo = models,
    backend = 'auto',
    manifests = {},
    answers = {},
    storage = memoryStorage(),
    locks = memoryLocks(),
    tabStorage = memoryTabStorage(),
    browser = memoryHistory(),
  } = options
  const workers: AnsweringWorker[] = []
  const createWorker = () => {
    const loadModel: Answers['loadModel'] = ({ id }) => ({ id, manifest: cannedManifest(id, manifests[id]) })
    const worker = new AnsweringWorker({ ...cannedAnswers, loadModel, ...answers })
    workers.push(worker)
    return worker
  }
  const store = createAppStore()
  const session = new EngineSession(store, createWorker, {
    zoo: zoo.map((id) => ({ id, manifestUrl: `${id}.json`, weightsUrl: `${id}.bin`, logUrl: `${id}.jsonl` })),
    chosen: models,
    backend,
  })
  const comparison = new Comparison(store, () => session.client)
  const actions = createActions(
    store,
    session,
    comparison,
    new ModelReader(readingWorkerHere),
    storage,
    locks,
    tabStorage,
    {
      browser,
      known: { views: ['compare', 'evaluation', 'training'], dialogs: ['models'], rows: ['gradient'], models },
    },
  )
  const state = () => store.getState()
  return {
    store,
    session,
    comparison,
    actions,
    workers,
    state,
    worker: () => workers.at(-1) as AnsweringWorker,
    /** The names of the calls to all workers, in order, with the model where there is one; of quantities their ids. */
    asked: (...names: CallName[]) =>
      workers
        .flatMap((worker) => worker.calls())
        .filter(({ name }) => names.length === 0 || names.includes(name))
        .map(({ name, input }) => {
          const what = 'quantity' in input ? input.quantity : name
          return 'modelId' in input ? `${what} ${input.modelId}` : what
        }),
    results: (id: string) => {
      const results = state().results[id]
      return results ?? expect.fail(`there are no results of "${id}"`)
    },
    /** A model's quantities that are always shown. */
    shownQuantitiesOf: (model: string) =>
      shownQuantities(state().display).flatMap((id) => state().results[model]?.quantities[id] ?? []),
    /** Every error that is shown from here on, for however short a time. */
    watchErrors: () => {
      const errors = new Set<string>()
      store.subscribe((now) => {
        for (const error of errorsOf(now)) errors.add(error)
      })
      return errors
    },
    /** An image that is decoded already, at the size that canned models take. */
    showImage: (grey: number) => {
      const image = cannedImage(grey)
      const bySize = { [image.height]: { image, notes: [] } }
      store.setState({ image: { file: new Blob(), name: `grey ${grey}`, galleryId: null, bySize } })
      return image
    },
    until: (check: () => void) => vi.waitFor(check, PATIENT),
    /** Until the engine runs, every model is ready or failed, and nothing is being computed. */
    untilIdle: () =>
      vi.waitFor(() => {
        const { engine, models: all, results } = state()
        expect(engine.status).toMatch(/ready|failed/)
        expect(all.some(({ status }) => status === 'loading')).toBe(false)
        for (const computed of Object.values(results).flatMap(partsOf)) expect(computed.progress).toBeNull()
      }, PATIENT),
  }
}

export type FakeApp = ReturnType<typeof createFakeApp>

/** At rest, with an image's results, and with its calls counted from here. */
export async function createSettledApp(answers: Partial<Answers> = {}): Promise<FakeApp> {
  const settled = createFakeApp({ answers })
  await settled.session.start()
  settled.showImage(0.5)
  await settled.untilIdle()
  settled.worker().received.length = 0
  return settled
}

const partsOf = ({ quantities, attack }: ModelResults) => [...Object.values(quantities), attack]

/** How `asked` tells that all quantities of these models were asked for that are always shown. */
export const allQuantitiesOf = (...models: string[]) =>
  models.flatMap((model) => shownQuantities({ maps: [] }).map((id) => `${id} ${model}`))

function errorsOf({ engine, models, results, imageError }: AppState): string[] {
  const errors: (string | null)[] = [imageError, engine.status === 'failed' ? engine.message : null]
  for (const model of models) errors.push(model.status === 'failed' ? model.message : null)
  for (const { error } of Object.values(results).flatMap(partsOf)) errors.push(error)
  return errors.filter((error) => error !== null)
}
