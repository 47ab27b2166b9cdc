import type { EngineClient, Job } from '../../client/engineClient'
import type { FiguresByModel } from '../../store/computed'
import type { AppState } from '../../store/types'
import type { GalleryImages } from '../evaluation/galleryImages'

/** What a figure asks the engine by. */
export interface Asking {
  readonly client: EngineClient
  readonly gallery: GalleryImages
  /** The job's result; rejects with CallCancelled once the figure is no longer wanted. */
  readonly wait: <Output>(job: Job<Output>) => Promise<Output>
  /** @param share that is done, in [0, 1] */
  readonly report: (share: number) => void
}

/** What is computed of each model on screen while its view is open. */
export interface FigureComputation<Results, Id extends keyof Results = keyof Results> {
  readonly id: Id
  /** What the result depends on, compared part by part; null while something is missing. */
  readonly needs: (state: AppState, modelId: string) => Readonly<Record<string, unknown>> | null
  readonly compute: (asking: Asking, needed: never, modelId: string) => Promise<Results[Id]>
}

/** Which view shows the figures, and where the store has them. */
export interface FiguresPlace<Results> {
  /** Its id. */
  readonly view: string
  readonly read: (state: AppState) => FiguresByModel<Results>
  readonly write: (state: AppState, figures: FiguresByModel<Results>) => Partial<AppState>
  /** Whether a person has stopped the computing. */
  readonly isStopped?: (state: AppState) => boolean
}
