/** @file A view's labelled images: open in the present worker, and reopened in the next one if it is lost. */
import { CallCancelled, type EngineClient, type Job } from '../../client/engineClient'
import { BUILT_IN_ID } from '../../images/datasets/builtIn/registry'
import type { DataSetSummary, OpenedSource } from '../../images/datasets/types'
import type { AppStore } from '../../store/appStore'
import {
  isOpened,
  isSameDataSet,
  NOTHING_OPEN,
  type OpenDataSet,
  type RememberedDataSet,
  reopenWords,
  type SetFrom,
} from '../../store/data/dataSource'
import type { AppState } from '../../store/types'

/** Where a view keeps in the store what a person opened for it. */
export interface DataSourcePlace {
  readonly read: (state: AppState) => OpenDataSet
  readonly write: (data: OpenDataSet) => void
}

/** A data set that is open in the worker. */
export interface ChosenDataSet {
  readonly id: string
  readonly remembered: RememberedDataSet
}

export class DataSource {
  private opening: Job<DataSetSummary> | null = null

  constructor(
    private readonly store: AppStore,
    private readonly client: () => EngineClient,
    private readonly place: DataSourcePlace,
  ) {
    store.subscribe(({ engine }, { engine: before }) => {
      if (engine.status !== 'ready' || before.status !== 'recovering') return
      const { source, asked, progress } = this.opened
      const wanted = progress !== null && asked !== null ? asked : source
      if (wanted === null) return
      // The open images were lost with their worker.
      this.set({})
      void this.open(wanted)
    })
  }

  /**
   * Replaces what a person opened before. If this fails, the earlier images stay and the store says why. Returns
   * whether it is open.
   */
  async open(source: OpenedSource): Promise<boolean> {
    this.opening?.cancel()
    const tell = (progress: number) => this.set({ ...this.opened, asked: source, progress, error: null })
    const job = this.client().call('openDataSet', source, ({ step, steps }) => {
      if (this.opening === job) tell(step / Math.max(1, steps))
    })
    this.opening = job
    tell(0)
    try {
      const summary = await job.result
      if (this.opening !== job) return false
      this.letGo()
      this.set({ source, summary })
      return true
    } catch (error) {
      if (this.opening !== job || error instanceof CallCancelled) return false
      this.set({ ...this.opened, asked: source, progress: null, error: (error as Error).message })
      return false
    } finally {
      if (this.opening === job) this.opening = null
    }
  }

  /** Cancels the opening in progress, or else closes what a person opened. */
  close(): void {
    if (this.opening === null) {
      this.letGo()
      this.set({})
    } else {
      this.opening.cancel()
      this.opening = null
      this.set({ ...this.opened, asked: null, progress: null })
    }
  }

  private letGo(): void {
    const { summary } = this.opened
    // A worker that was replaced meanwhile does not have it.
    if (summary !== null)
      this.client()
        .call('closeDataSet', { id: summary.id })
        .result.catch(() => {})
  }

  /** Resolves when none is being opened any more. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      const isSettled = () => this.opened.progress === null
      if (isSettled()) return resolve()
      const stop = this.store.subscribe(() => {
        if (!isSettled()) return
        stop()
        resolve()
      })
    })
  }

  /** The chosen data set, opened if it is the built-in one. Throws one sentence if no data set is open. */
  async chosen(from: SetFrom): Promise<ChosenDataSet> {
    if (from === 'builtIn') return this.builtIn()
    const remembered = this.remembered()
    const { summary } = this.opened
    if (remembered === null || summary === null || !isOpened(from, this.opened)) {
      throw new Error('No data set is open; open one under Images, or choose the built-in one.')
    }
    return { id: summary.id, remembered }
  }

  /** Whether a run's images are not open, so that a person has to open them: built-in ones open by themselves. */
  isMissing(run: RememberedDataSet): boolean {
    const open = this.remembered()
    return !('builtIn' in run.origin || (open !== null && isSameDataSet(open, run)))
  }

  /** Its id in the present worker. Throws one sentence if it is not open, or not the same any more. */
  async idOf(run: RememberedDataSet): Promise<string> {
    if ('builtIn' in run.origin) {
      const { id, remembered } = await this.builtIn(run.origin.builtIn)
      if (isSameDataSet(remembered, run)) return id
      throw new Error(`The page has another “${run.name}” than when the run began; begin a new run.`)
    }
    const { summary } = this.opened
    if (summary === null || this.isMissing(run)) throw new Error(reopenWords(run))
    return summary.id
  }

  /** Whether what a person has opened differs from an earlier state of the store. */
  hasChanged(before: AppState): boolean {
    return this.opened !== this.place.read(before)
  }

  /** On a click: fetches as many images from the hub as the run had; whether they are the same is checked later. */
  async reopen({ origin }: RememberedDataSet): Promise<void> {
    if ('hub' in origin) await this.open(origin)
  }

  private get opened(): OpenDataSet {
    return this.place.read(this.store.getState())
  }

  /** Fetched once and kept by the worker. */
  private async builtIn(builtIn = BUILT_IN_ID): Promise<ChosenDataSet> {
    const tell = (progress: number | null) => {
      if (this.opening === null && this.opened.progress !== progress) this.set({ ...this.opened, progress })
    }
    const origin = { builtIn }
    const job = this.client().call('openDataSet', origin, ({ step, steps }) => tell(step / Math.max(1, steps)))
    try {
      const summary = await job.result
      return { id: summary.id, remembered: { origin, ...knownBy(summary) } }
    } finally {
      tell(null)
    }
  }

  /** What a person has opened, as a run keeps it. */
  private remembered(): RememberedDataSet | null {
    const { source, summary } = this.opened
    if (source === null || summary === null) return null
    const origin =
      'hub' in source ? { hub: source.hub } : { fileBytes: source.files.reduce((sum, { blob }) => sum + blob.size, 0) }
    return { origin, ...knownBy(summary) }
  }

  private set(data: Partial<OpenDataSet>): void {
    this.place.write({ ...NOTHING_OPEN, ...data })
  }
}

function knownBy({
  name,
  format,
  count,
  classes,
  classCounts,
  splits,
}: DataSetSummary): Omit<RememberedDataSet, 'origin'> {
  return { name, format, count, classes, classCounts, splits }
}
