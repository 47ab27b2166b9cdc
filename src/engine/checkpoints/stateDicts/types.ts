/** @file A checkpoint's tensors by their names, before anything is known of the model that they are of. */
import type { JobControl } from '../../jobControl'
import type { ElementType } from '../elementTypes'
import type { PublishedFigure } from '../found/types'

/** A tensor in a file, of which nothing is read until it is asked for. */
export interface LazyTensor {
  readonly type: ElementType
  /** PyTorch's. */
  readonly shape: readonly number[]
  /**
   * Little-endian numbers, row by row.
   *
   * @throws Error with one sentence, worded to be a whole message, JobCancelled when `control` says so
   */
  readonly read: (control: JobControl) => Promise<Uint8Array>
}

export interface StateDict {
  /** Its key: "state_dict_ema"; empty at the top level. */
  readonly name: string
  readonly tensors: ReadonlyMap<string, LazyTensor>
}

/** What a file holds. */
export interface CheckpointContents {
  /** For people: "PyTorch checkpoint (zip format)". */
  readonly format: string
  /** In the order of proposal. */
  readonly stateDicts: readonly StateDict[]
  readonly published: readonly PublishedFigure[]
  /** Names of classes in their order, where the file has them, and where it has them. */
  readonly classes: { readonly names: readonly string[]; readonly place: string } | null
  /** Bytes of the file: what is read of it is bounded by them. */
  readonly fileBytes: number
  /** In sentences. */
  readonly notes: readonly string[]
}
