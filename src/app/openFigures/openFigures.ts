/** @file Computes a view's figures for the models on screen while it is open, one after another. */
import { CallCancelled, type EngineClient, type Job } from '../../client/engineClient'
import { type AppStore, NOTHING_YET } from '../../store/appStore'
import type { AppState, Computed } from '../../store/types'
import { GalleryImages } from '../evaluation/galleryImages'
import type { FigureComputation, FiguresPlace } from './types'

type Needed = Readonly<Record<string, unknown>>

interface Task<Results> {
  readonly modelId: string
  readonly figure: FigureComputation<Results>
  readonly needed: Needed
}

/** How many results of a figure of a model are remembered, so that going back to earlier settings is immediate. */
const REMEMBERED = 6

export class OpenFigures<Results extends object> {
  /** What each figure of each model was last computed for, also where that failed. */
  private readonly known = new Map<string, Needed>()
  private readonly remembered = new Map<string, readonly { readonly needed: Needed; readonly value: unknown }[]>()
  private readonly gallery: GalleryImages
  private task: Task<Results> | null = null
  private job: Job<unknown> | null = null

  constructor(
    private readonly store: AppStore,
    private readonly client: () => EngineClient,
    private readonly place: FiguresPlace<Results>,
    private readonly figures: readonly FigureComputation<Results>[],
  ) {
    this.gallery = new GalleryImages(client)
    store.subscribe(() => this.follow())
  }

  /** Computes what failed of a model again. */
  retry(modelId: string): void {
    for (const { id } of this.figures) {
      if (this.place.read(this.store.getState())[modelId]?.[id]?.error) this.known.delete(keyOf(modelId, id))
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
      const isDone = this.recall(task) || (await this.compute(task))
      this.task = null
      // The engine is being replaced: the store says when there is another.
      if (!isDone && this.isWanted(task)) return
    }
  }

  /** The first figure, from the top of the view, that some model lacks. */
  private next(): Task<Results> | null {
    const state = this.store.getState()
    if (!this.isOpen(state)) return null
    for (const figure of this.figures) {
      for (const { id: modelId } of state.models) {
        const needed = figure.needs(state, modelId)
        const known = this.known.get(keyOf(modelId, figure.id))
        if (needed !== null && !isSameNeed(needed, known)) return { modelId, figure, needed }
      }
    }
    return null
  }

  private isOpen(state: AppState): boolean {
    return state.view === this.place.view && state.engine.status === 'ready' && !this.place.isStopped?.(state)
  }

  private isWanted({ modelId, figure, needed }: Task<Results>): boolean {
    const state = this.store.getState()
    const isShown = state.models.some(({ id }) => id === modelId)
    return this.isOpen(state) && isShown && isSameNeed(needed, figure.needs(state, modelId) ?? undefined)
  }

  /** Whether it was computed before. */
  private recall({ modelId, figure, needed }: Task<Results>): boolean {
    const key = keyOf(modelId, figure.id)
    const found = this.remembered.get(key)?.find((one) => isSameNeed(needed, one.needed))
    if (found === undefined) return false
    this.known.set(key, needed)
    this.set(modelId, figure.id, { value: found.value, progress: null, error: null })
    return true
  }

  /** Whether it was computed, or failed; false where it was cancelled. */
  private async compute(task: Task<Results>): Promise<boolean> {
    const { modelId, figure, needed } = task
    const key = keyOf(modelId, figure.id)
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
      this.known.set(key, needed)
      this.remembered.set(key, [{ needed, value }, ...(this.remembered.get(key) ?? [])].slice(0, REMEMBERED))
      set({ value, progress: null })
      return true
    } catch (error) {
      set({ progress: null })
      if (error instanceof CallCancelled) return false
      this.known.set(key, needed)
      set({ error: (error as Error).message })
      return true
    }
  }

  private wait<Output>(task: Task<Results>, job: Job<Output>): Promise<Output> {
    this.job = job
    if (!this.isWanted(task)) job.cancel()
    return job.result
  }

  private set(modelId: string, id: keyof Results, change: Partial<Computed<unknown>>): void {
    this.store.setState((state) => {
      const all = this.place.read(state)
      const before: { readonly [Id in keyof Results]?: Computed<Results[Id]> } = all[modelId] ?? {}
      const next = { ...before, [id]: { ...(before[id] ?? NOTHING_YET), ...change } }
      return this.place.write(state, { ...all, [modelId]: next })
    })
  }
}

const keyOf = (modelId: string, figure: PropertyKey): string => `${String(figure)} ${modelId}`

const isSameNeed = (one: Needed, other: Needed | undefined): boolean =>
  other !== undefined && Object.keys(one).every((name) => one[name] === other[name])
