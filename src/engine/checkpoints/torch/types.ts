import type { JobControl } from '../../jobControl'
import type { ElementType } from '../elementTypes'
import type { PickleValue, StorageReference } from '../pickle/values'

/** A PyTorch checkpoint whose pickle has been read. */
export interface TorchFile {
  /** For people: "PyTorch checkpoint (zip format)". */
  readonly format: string
  /** The saved value. */
  readonly value: PickleValue
  /** Unknown classes, whose instances are missing in `value`. */
  readonly inertNames: readonly string[]
  readonly isLittleEndian: boolean
  /**
   * The bytes of a storage, or of a view of one.
   *
   * @param type of its elements
   * @throws Error with one sentence if they are missing, or JobCancelled if `control` is cancelled
   */
  readonly storageBytes: (storage: StorageReference, type: ElementType, control: JobControl) => Promise<Uint8Array>
}
