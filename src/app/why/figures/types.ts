import type { EngineClient, Job } from '../../../client/engineClient'
import type { AppState } from '../../../store/types'
import type { WhyFigureId, WhyResults } from '../../../store/why/why'
import type { GalleryImages } from '../../evaluation/galleryImages'

/** What a figure asks the engine by. */
export interface Asking {
  readonly client: EngineClient
  readonly gallery: GalleryImages
  /** The job's result; rejects with CallCancelled once the figure is no longer wanted. */
  readonly wait: <Output>(job: Job<Output>) => Promise<Output>
  /** @param share that is done, in [0, 1] */
  readonly report: (share: number) => void
}

/**
 * What the article computes of each model on screen. Adding one is one file, one line in the registry, and its result in
 * `WhyResults`.
 */
export interface WhyComputation<Id extends WhyFigureId = WhyFigureId, Needed = unknown> {
  readonly id: Id
  /** What the result depends on, compared part by part; null while something is missing. */
  readonly needs: (state: AppState, modelId: string) => Readonly<Record<string, Needed>> | null
  readonly compute: (asking: Asking, needed: never, modelId: string) => Promise<WhyResults[Id]>
}
