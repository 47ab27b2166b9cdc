/** @file Keeps an engine running: starts the worker, loads the chosen models, and starts again when it is lost. */

import { CallCancelled, EngineClient, EngineDied, type Job, type WorkerLike } from '../client/engineClient'
import type { ZooModel } from '../client/zooModel'
import { countOf } from '../countOf'
import type { BackendName } from '../engine/backend/types'
import type { Manifest } from '../engine/checkpoints/manifest'
import type { LoadedModel } from '../engine/types'
import type { AppStore } from '../store/appStore'
import { firstChoice, withColumns, withModel, withModelMoved, withoutModel } from '../store/models/modelChoice'
import type { LoadingState, ModelState } from '../store/types'

/** An engine that is lost this often within the time below starts again on wasm. */
const MAX_LOSSES = 3
const LOSSES_WITHIN_MS = 60_000

/**
 * A start that takes longer is said to. It is not ended: on a slow network the engine's code may still be arriving, of
 * which browsers tell nothing.
 */
const LONG_START_MS = 45_000
const LONG_START = `The engine has not started for ${countOf(LONG_START_MS / 1000, 'second')}, as on a slow connection or computer; check the connection and try again, or wait.`

/**
 * The engine's code has come to this page before, so that it comes at once: now and then Firefox never hands it to
 * another worker. After some tries the wait is only said.
 */
const LONG_RELOAD_MS = 15_000
const MOST_RELOADS = 2
const LONG_RELOAD = `The engine’s code did not arrive in ${countOf(LONG_RELOAD_MS / 1000, 'second')}, so that it is fetched again; check the connection, or wait.`

interface SessionSettings {
  /** Every model that can be chosen when the page opens. */
  readonly zoo: readonly ZooModel[]
  /** Those that are shown first, from left to right. */
  readonly chosen: readonly string[]
  readonly backend: BackendName | 'auto'
}

export class EngineSession {
  private current: EngineClient | null = null
  private losses: number[] = []
  private readonly loads = new Map<string, Job<LoadedModel>>()
  /** Models that ended the engine while they were loaded: they are not tried again unless a person asks for it. */
  private readonly deadly = new Set<string>()
  /** After a start that did not end: in some browsers threads of WebAssembly now and then do not start. */
  private withoutThreads = false
  /** Whether the engine's code has come before, and how often it has not come since. */
  private hasLoaded = false
  private reloads = 0

  constructor(
    private readonly store: AppStore,
    private readonly createWorker: () => WorkerLike,
    private readonly settings: SessionSettings,
  ) {}

  /** Throws while no engine runs. */
  get client(): EngineClient {
    if (this.current === null) throw new Error('The engine is not running; wait until it is, or reload the page.')
    return this.current
  }

  async start(): Promise<void> {
    const { zoo, chosen, backend } = this.settings
    this.store.setState(({ zoo: made }) => ({ zoo: [...zoo, ...made], models: firstChoice(chosen) }))
    await this.startWith(backend)
  }

  /**
   * Gives a model of the zoo a column, and loads it.
   * @param color the one that it had in this tab before
   */
  chooseModel(id: string, color?: number): void {
    if (this.locationOf(id) === undefined) return
    if (this.changeChoice((models) => withModel(models, id, color))) this.loadIfRunning(id)
  }

  /** Removes a model's column and frees its memory in the engine. */
  removeModel(id: string): void {
    if (this.changeChoice((models) => withoutModel(models, id))) this.unload(id)
  }

  /** Adds a model to the zoo, from which it can be chosen like any other. */
  offerModel(model: ZooModel): void {
    this.store.setState(({ zoo }) => ({ zoo: [...zoo.filter(({ id }) => id !== model.id), model] }))
  }

  /** Takes a model out of the zoo, and its column away; where it is the only one, another takes its place. */
  forgetModel(id: string): void {
    const { models, zoo } = this.store.getState()
    const other = zoo.find((model) => model.id !== id)
    if (models.length === 1 && models[0]?.id === id && other !== undefined) this.chooseModel(other.id)
    this.removeModel(id)
    const without = <Known>(known: Readonly<Record<string, Known>>) =>
      Object.fromEntries(Object.entries(known).filter(([name]) => name !== id))
    // Its results must not be taken for those of a later model with the same id.
    this.store.setState(({ manifests, trainingLogs }) => ({
      zoo: zoo.filter((model) => model.id !== id),
      manifests: without(manifests),
      trainingLogs: without(trainingLogs),
    }))
  }

  /** Of a model whose weights stay: what is loaded of it stays too. */
  changeManifest(model: ZooModel, manifest: Manifest): void {
    this.offerModel(model)
    this.store.setState(({ models, manifests }) => ({
      models: models.map((column) =>
        column.id === model.id && column.status === 'ready'
          ? { ...column, model: { ...column.model, manifest } }
          : column,
      ),
      manifests: { ...manifests, [model.id]: { value: manifest, progress: null, error: null } },
    }))
  }

  /** Shows these columns alone, in this order; models that have one already stay loaded. */
  showColumns(ids: readonly string[]): void {
    const { models: before } = this.store.getState()
    const known = ids.filter((id) => this.locationOf(id) !== undefined)
    if (known.length === 0 || !this.changeChoice((models) => withColumns(models, known))) return
    const isIn = (models: readonly ModelState[], id: string) => models.some((model) => model.id === id)
    for (const { id } of before) if (!known.includes(id)) this.unload(id)
    for (const id of known) if (!isIn(before, id)) this.loadIfRunning(id)
  }

  moveModel(id: string, by: -1 | 1): void {
    this.changeChoice((models) => withModelMoved(models, id, by))
  }

  /** Starts another engine, in place of one that failed or has not started. */
  restart(): void {
    this.store.setState(({ models }) => ({
      engine: { status: 'starting' },
      models: models.map(({ id, color }) => ({ id, color, status: 'loading', download: null })),
    }))
    this.endCurrent()
    void this.startWith(this.settings.backend)
  }

  /** Loads one model again, after it failed. */
  retryModel(id: string): void {
    this.deadly.delete(id)
    if (this.store.getState().engine.status === 'failed') this.restart()
    else {
      this.setLoading(id, { status: 'loading', download: null })
      this.loadIfRunning(id)
    }
  }

  private unload(id: string): void {
    this.loads.get(id)?.cancel()
    if (this.store.getState().engine.status === 'starting') return
    // A worker that was replaced in the meantime does not hold it.
    this.client.call('unloadModel', { id }).result.catch(() => {})
  }

  private locationOf(id: string): ZooModel | undefined {
    return this.store.getState().zoo.find((model) => model.id === id)
  }

  /** Says whether anything changed. What was computed for models that are gone goes with them. */
  private changeChoice(change: (models: readonly ModelState[]) => readonly ModelState[]): boolean {
    const { models: before, results } = this.store.getState()
    const models = change(before)
    if (models === before) return false
    const kept = Object.entries(results).filter(([id]) => models.some((model) => model.id === id))
    const isWhole = kept.length === Object.keys(results).length
    this.store.setState({ models, results: isWhole ? results : Object.fromEntries(kept), addressNotice: null })
    return true
  }

  /** An engine that is on its way loads all that is chosen once it runs. */
  private loadIfRunning(id: string): void {
    const { engine } = this.store.getState()
    if (engine.status === 'ready') void this.load(id)
    if (engine.status === 'failed') this.setLoading(id, { status: 'failed', message: engine.message })
  }

  private async load(id: string): Promise<void> {
    const location = this.locationOf(id)
    if (location === undefined) return
    const job = this.client.call('loadModel', location, ({ step, steps }) =>
      this.setLoading(id, { status: 'loading', download: { receivedBytes: step, bytes: steps } }),
    )
    this.loads.set(id, job)
    try {
      this.setLoading(id, { status: 'ready', model: await job.result })
    } catch (error) {
      if (error instanceof CallCancelled) return
      if (error instanceof EngineDied) this.deadly.add(id)
      this.setLoading(id, { status: 'failed', message: (error as Error).message })
    }
  }

  private async startWith(backend: BackendName | 'auto', reason: string | null = null): Promise<void> {
    const client = new EngineClient(this.createWorker(), (message, lostWhile) => {
      const wasStarting = lostWhile !== 'running'
      // A second start has done without all that may have kept the first from its end; another would end in the same way.
      if (wasStarting && this.withoutThreads) return
      if (wasStarting) this.withoutThreads = true
      void this.recover(message, lostWhile === 'hanging in its start')
    })
    this.current = client
    const clock = setTimeout(() => {
      if (this.current === client) this.store.setState({ engine: { status: 'starting', message: LONG_START } })
    }, LONG_START_MS)
    const reload = setTimeout(() => this.reload(client), LONG_RELOAD_MS)
    try {
      const report = await client.call('start', { backend, ...(this.withoutThreads && { withoutThreads: true }) })
        .result
      this.reloads = 0
      this.store.setState({ engine: { status: 'ready', report: reason === null ? report : { ...report, reason } } })
    } catch (error) {
      if (error instanceof CallCancelled) return
      // Another one is on its way, or will be: whoever waits for models goes on waiting.
      if (error instanceof EngineDied && (this.current !== client || !this.withoutThreads)) return
      const { message } = error as Error
      this.store.setState(({ models }) => ({
        engine: { status: 'failed', message },
        models: models.map(({ id, color }) => ({ id, color, status: 'failed', message })),
      }))
      return
    } finally {
      clearTimeout(clock)
      clearTimeout(reload)
    }
    const { models } = this.store.getState()
    await Promise.all(models.filter(({ id }) => !this.deadly.has(id)).map(({ id }) => this.load(id)))
  }

  private reload(client: EngineClient): void {
    if (this.current !== client || client.isLoaded || !this.hasLoaded || this.reloads >= MOST_RELOADS) return
    this.reloads++
    void this.recover(LONG_RELOAD)
  }

  private endCurrent(): void {
    this.hasLoaded ||= this.current?.isLoaded === true
    this.current?.close()
  }

  /**
   * A lost device cannot be used again, and neither can what lay on it: a new worker, the same models and settings.
   *
   * @param hung whether the backend never started, so that it is not tried again
   */
  private async recover(message: string, hung = false): Promise<void> {
    const now = performance.now()
    // Losses of starts in a row count however long each start takes, else a device that survives none is tried for ever.
    const isOfRunning = this.store.getState().engine.status === 'ready'
    this.losses = [...this.losses.filter((time) => !isOfRunning || now - time < LOSSES_WITHIN_MS), now]
    this.store.setState(({ models }) => ({
      engine: { status: 'recovering', message },
      // Before the new worker is asked anything: it does not have them yet.
      models: models.map((model) => {
        const { id, color } = model
        return this.deadly.has(id) ? model : { id, color, status: 'loading', download: null }
      }),
    }))
    this.endCurrent()
    if (hung) await this.startWith('wasm', message)
    else if (this.losses.length < MAX_LOSSES) await this.startWith(this.settings.backend)
    else await this.startWith('wasm', `The engine was lost ${countOf(this.losses.length, 'time')}, one after another.`)
  }

  private setLoading(id: string, state: LoadingState): void {
    this.store.setState(({ models }) => ({
      models: models.map((model) => (model.id === id ? { id, color: model.color, ...state } : model)),
    }))
  }
}
