/** @file All that passes between the page and the worker in which a person's model is read. Types only. */

import type { Checkpoint } from '../engine/checkpoints/formats/types'
import type { FoundModel, TakenWeights } from '../engine/checkpoints/found/types'
import type { DataFile } from '../images/datasets/types'
import type { CallOf, FromJob, ToJob } from './messages'
import type { ModelDownload } from './models/hub/downloadModel'
import type { HubModel, KeptDownloads } from './models/hub/types'

/** What a person's files are. The weights of what was found stay where they are until they are taken. */
export type OpenedModel =
  | { readonly kind: 'whole'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'found'; readonly found: FoundModel }

export interface ReadingCalls {
  /** Whether a file is a zip in which a model lies; false where it cannot be read. */
  isZippedModel: { input: { file: DataFile }; output: boolean }
  /** Progress is in bytes. */
  readModel: { input: { files: readonly DataFile[] }; output: OpenedModel }
  /** Of the model that was read, the weights of one set. Progress is in bytes. */
  takeWeights: { input: { set: number }; output: TakenWeights }
  /** What the hub says about a model. Of the model itself nothing is downloaded. */
  lookUpHubModel: { input: { id: string; endpoint?: string | undefined }; output: HubModel }
  /** A model's files, from the hub or as the browser has kept them. Progress is in bytes. */
  downloadHubModel: { input: ModelDownload; output: readonly DataFile[] }
  keptDownloads: { input: Record<never, never>; output: KeptDownloads }
  forgetDownloads: { input: Record<never, never>; output: KeptDownloads }
}

export type ReadingCall = CallOf<ReadingCalls>
export type ToReading = ToJob<ReadingCalls>
export type FromReading = FromJob
