/** @file The data set that is trained on: the built-in one, or what a person opened, in the worker that runs now. */
import { CallCancelled, type EngineClient, type Job } from '../../client/engineClient'
import type { DataSetSource, DataSetSummary } from '../../pictures/datasets/types'
import type { AppStore } from '../../store/appStore'
import type { RunData, TrainingData } from '../../store/finetune'
import { updateFinetune } from './finetuneState'

const BUILT_IN: DataSetSource = { builtIn: 'fashion-mnist' }

export class TrainingDataSet {
  private opening: Job<DataSetSummary> | null = null

  constructor(
    private readonly store: AppStore,
    private readonly client: () => EngineClient,
  ) {
    store.subscribe(({ engine, finetune: { data } }, { engine: before }) => {
      const wasLost = engine.status === 'ready' && before.status === 'recovering'
      if (wasLost && !('builtIn' in data.source)) void this.open(data.source)
    })
  }

  async open(source: DataSetSource): Promise<void> {
    this.release()
    this.set({ source, progress: 0 })
    const job = this.client().call('openDataSet', source, ({ step, steps }) => {
      if (this.opening === job) this.set({ source, progress: step / Math.max(1, steps) })
    })
    this.opening = job
    try {
      const summary = await job.result
      if (this.opening === job) this.set({ source, summary })
    } catch (error) {
      if (this.opening !== job || error instanceof CallCancelled) return
      this.set({ source, error: (error as Error).message })
    } finally {
      if (this.opening === job) this.opening = null
    }
  }

  close(): void {
    this.release()
    this.set({ source: BUILT_IN })
  }

  /** What a run begins with, as it is told to people. Throws one sentence where nothing is open. */
  describe(): Pick<RunData, 'name' | 'source'> {
    const { source, summary } = this.store.getState().finetune.data
    if ('builtIn' in source) return { name: 'Fashion-MNIST', source: { builtIn: 'fashion-mnist' } }
    if (summary === null) throw new Error('No data set is open; open one under Pictures, or choose the built-in one.')
    return { name: summary.name, source: { opened: summary.format } }
  }

  /** Whether a run's pictures are there: a person's own have to be opened again after a reload. */
  has({ name, source }: RunData): boolean {
    if ('builtIn' in source) return true
    const { summary } = this.store.getState().finetune.data
    return summary !== null && summary.name === name && summary.format === source.opened
  }

  /** Has a run's pictures open while `read` reads them. */
  async with<Output>(run: RunData, read: (dataSetId: string) => Promise<Output>): Promise<Output> {
    if (!('builtIn' in run.source)) {
      const { summary } = this.store.getState().finetune.data
      if (summary === null || !this.has(run)) throw new Error(`Open “${run.name}” again under Pictures to go on.`)
      return read(summary.id)
    }
    const client = this.client()
    const { id } = await client.call('openDataSet', BUILT_IN).result
    try {
      return await read(id)
    } finally {
      // A worker that was replaced meanwhile holds nothing of it.
      client.call('closeDataSet', { id }).result.catch(() => {})
    }
  }

  private release(): void {
    this.opening?.cancel()
    this.opening = null
    const { summary } = this.store.getState().finetune.data
    if (summary === null) return
    this.client()
      .call('closeDataSet', { id: summary.id })
      .result.catch(() => {})
  }

  private set(data: Pick<TrainingData, 'source'> & Partial<TrainingData>): void {
    updateFinetune(this.store, () => ({ data: { summary: null, progress: null, error: null, ...data } }))
  }
}
