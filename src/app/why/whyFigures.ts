/** @file Computes the article's figures for the models on screen while it is open, one after another. */
import { CallCancelled, type EngineClient, type Job } from '../../client/engineClient'
import { type AppStore, NOTHING_YET } from '../../store/appStore'
import type { AppState, Computed } from '../../store/types'
import type { WhyFigureId } from '../../store/why/why'
import { GalleryImages } from '../evaluation/galleryImages'
import { WHY_COMPUTATIONS } from './figures/registry'
import type { WhyComputation } from './figures/types'

/** The view that shows them. */
const VIEW = 'why'

type Needed = Readonly<Record<string, unknown>>

interface Task {
  readonly modelId: string
  readonly figure: WhyComputation
  readonly needed: Needed
}

export class WhyFigures {
  /** What each figure of each model was last computed for, also where that failed. */
  private readonly known = new Map<string, Needed>()
  private readonly gallery: GalleryImages
  private task: Task | null = null
  private job: Job<unknown> | null = null

  constructor(
    private readonly store: AppStore,
    private readonly client: () => EngineClient,
    private readonly figures: readonly WhyComputation[] = WHY_COMPUTATIONS,
  ) {
    this.gallery = new GalleryImages(client)
    store.subscribe(() => this.follow())
  }

  /** Computes what failed of a model again. */
  retry(modelId: string): void {
    for (const { id } of this.figures) {
      if (this.store.getState().why[modelId]?.[id]?.error) this.known.delete(keyOf(modelId, id))
    }
    this.follow()
  }

  private follow(): void {
    if (this.task === null) void this.work()
    else if (!this.isWanted(this.task)) this.job?.cancel()
  }

  private async work(): Promise<void> {
    for (let task = this.next(); task !== null; task = this.next()) {
      this.task = task
      const isDone = await this.compute(task)
      this.task = null
      // The engine is being replaced: the store says when there is another.
      if (!isDone && this.isWanted(task)) return
    }
  }

  /** The first figure, from the top of the article, that some model lacks. */
  private next(): Task | null {
    const state = this.store.getState()
    if (!isOpen(state)) return null
    for (const figure of this.figures) {
      for (const { id: modelId } of state.models) {
        const needed = figure.needs(state, modelId)
        const known = this.known.get(keyOf(modelId, figure.id))
        if (needed !== null && !isSameNeed(needed, known)) return { modelId, figure, needed }
      }
    }
    return null
  }

  private isWanted({ modelId, figure, needed }: Task): boolean {
    const state = this.store.getState()
    const isShown = state.models.some(({ id }) => id === modelId)
    return isOpen(state) && isShown && isSameNeed(needed, figure.needs(state, modelId) ?? undefined)
  }

  /** Whether it was computed, or failed; false where it was cancelled. */
  private async compute(task: Task): Promise<boolean> {
    const { modelId, figure, needed } = task
    const set = (change: Partial<Computed<unknown>>) => this.set(modelId, figure.id, change)
    set({ progress: 0, error: null })
    try {
      const asking = {
        client: this.client(),
        gallery: this.gallery,
        wait: <Output>(job: Job<Output>) => this.wait(task, job),
        report: (progress: number) => set({ progress }),
      }
      const value = await figure.compute(asking, needed as never, modelId)
      this.known.set(keyOf(modelId, figure.id), needed)
      set({ value, progress: null })
      return true
    } catch (error) {
      set({ progress: null })
      if (error instanceof CallCancelled) return false
      this.known.set(keyOf(modelId, figure.id), needed)
      set({ error: (error as Error).message })
      return true
    }
  }

  private wait<Output>(task: Task, job: Job<Output>): Promise<Output> {
    this.job = job
    if (!this.isWanted(task)) job.cancel()
    return job.result
  }

  private set(modelId: string, id: WhyFigureId, change: Partial<Computed<unknown>>): void {
    this.store.setState(({ why }) => {
      const before = why[modelId] ?? {}
      return { why: { ...why, [modelId]: { ...before, [id]: { ...(before[id] ?? NOTHING_YET), ...change } } } }
    })
  }
}

const isOpen = ({ view, engine }: AppState): boolean => view === VIEW && engine.status === 'ready'

const keyOf = (modelId: string, figure: WhyFigureId): string => `${figure} ${modelId}`

const isSameNeed = (one: Needed, other: Needed | undefined): boolean =>
  other !== undefined && Object.keys(one).every((name) => one[name] === other[name])
