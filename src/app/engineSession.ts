/** @file Keeps an engine running: starts the worker, loads the models, and starts again when the GPU is lost. */
import { CallCancelled, EngineClient, type WorkerLike } from '../client/engineClient'
import type { BackendName } from '../engine/backend/types'
import type { ModelLocation } from '../engine/types'
import type { AppStore } from '../store/appStore'
import type { ModelState } from '../store/types'

/** A GPU that is lost this often within the time below is not asked again. */
const MAX_LOSSES = 3
const LOSSES_WITHIN_MS = 60_000

export class EngineSession {
  private current: EngineClient | null = null
  private losses: number[] = []

  constructor(
    private readonly store: AppStore,
    private readonly createWorker: () => WorkerLike,
    private readonly locations: readonly ModelLocation[],
    private readonly wantedBackend: BackendName | 'auto',
  ) {}

  /** Throws while no engine runs. */
  get client(): EngineClient {
    if (this.current === null) throw new Error('The engine is not running; wait until it is, or reload the page.')
    return this.current
  }

  async start(): Promise<void> {
    this.store.setState({ models: this.locations.map(({ id }) => ({ id, status: 'loading' })) })
    await this.startWith(this.wantedBackend)
  }

  /** Loads one model again, after it failed. */
  async loadModel(location: ModelLocation): Promise<void> {
    this.setModel({ id: location.id, status: 'loading' })
    try {
      const model = await this.client.call('loadModel', location).result
      this.setModel({ id: location.id, status: 'ready', model })
    } catch (error) {
      if (error instanceof CallCancelled) return
      this.setModel({ id: location.id, status: 'failed', message: (error as Error).message })
    }
  }

  async retryModel(id: string): Promise<void> {
    const location = this.locations.find((candidate) => candidate.id === id)
    if (location) await this.loadModel(location)
  }

  private async startWith(backend: BackendName | 'auto', reason: string | null = null): Promise<void> {
    const client = new EngineClient(this.createWorker(), (message) => void this.recover(message))
    this.current = client
    try {
      const report = await client.call('start', { backend }).result
      this.store.setState({ engine: { status: 'ready', report: reason === null ? report : { ...report, reason } } })
    } catch (error) {
      if (error instanceof CallCancelled) return
      const { message } = error as Error
      this.store.setState(({ models }) => ({
        engine: { status: 'failed', message },
        models: models.map(({ id }) => ({ id, status: 'failed', message })),
      }))
      return
    }
    await Promise.all(this.locations.map((location) => this.loadModel(location)))
  }

  /** A lost device can not be used again, and neither can what lay on it: a new worker, the same models and settings. */
  private async recover(message: string): Promise<void> {
    const now = performance.now()
    this.losses = [...this.losses.filter((time) => now - time < LOSSES_WITHIN_MS), now]
    this.store.setState(({ models }) => ({
      engine: { status: 'recovering', message },
      // Before the new worker is asked anything: it does not have them yet.
      models: models.map(({ id }) => ({ id, status: 'loading' })),
    }))
    this.current?.close()
    if (this.losses.length < MAX_LOSSES) await this.startWith(this.wantedBackend)
    else await this.startWith('wasm', `The graphics processor was lost ${this.losses.length} times within a minute.`)
  }

  private setModel(model: ModelState): void {
    this.store.setState(({ models }) => ({ models: models.map((other) => (other.id === model.id ? model : other)) }))
  }
}
