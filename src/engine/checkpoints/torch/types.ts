import type { JobControl } from '../../jobControl'
import type { ElementType } from '../elementTypes'
import type { PickleValue, StorageReference } from '../pickle/values'

/** A checkpoint of PyTorch, of which the pickle is read. */
export interface TorchFile {
  /** For people: "PyTorch checkpoint (zip format)". */
  readonly format: string
  /** What was saved. */
  readonly value: PickleValue
  /** Classes that are not known here: what they would have made is not in `value`. */
  readonly inertNames: readonly string[]
  readonly isLittleEndian: boolean
  /**
   * Of the storage, or of the view that the reference is.
   *
   * @param type of its elements
   * @throws Error with one sentence where they are not there, JobCancelled when `control` says so
   */
  readonly storageBytes: (storage: StorageReference, type: ElementType, control: JobControl) => Promise<Uint8Array>
}
