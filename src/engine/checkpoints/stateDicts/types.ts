/** @file A checkpoint's tensors by name, before the model is recognised. */
import type { JobControl } from '../../jobControl'
import type { ElementType } from '../elementTypes'
import type { PublishedFigure } from '../found/types'

/** A tensor in a file, of which nothing is read until requested. */
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

/** The content of a file. */
export interface CheckpointContents {
  /** For people: "PyTorch checkpoint (zip format)". */
  readonly format: string
  /** In the order of proposal. */
  readonly stateDicts: readonly StateDict[]
  readonly published: readonly PublishedFigure[]
  /** Class names in order, if the file has them, and where it has them. */
  readonly classes: { readonly names: readonly string[]; readonly place: string } | null
  /** Size of the file in bytes, which bounds what is read from it. */
  readonly fileBytes: number
  /** In sentences. */
  readonly notes: readonly string[]
}
