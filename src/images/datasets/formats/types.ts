import type { JobControl } from '../../../engine/jobControl'
import type { Decode } from '../imageSet'
import type { Problems } from '../problems'
import type { DataFile, DataSet } from '../types'

/** A file and its first bytes. */
export interface ProbedFile extends DataFile {
  /** The first 64 KB, or the whole file if it is shorter. Read once. Throws Refusal if the file is gone. */
  head(): Promise<Uint8Array>
}

export interface OpenContext {
  readonly name: string
  readonly problems: Problems
  readonly control: JobControl
  readonly decode: Decode
}

/** A file format for labelled images. */
export interface DataSetFormat {
  /** For people: "a zip of images". */
  readonly label: string
  /** Whether a single file may be a data set of this format, by its first 64 KB; false for folders of files. */
  readonly mayBe: (head: Uint8Array, file: DataFile) => boolean
  /** Whether other files begin the same way, as PyTorch checkpoints begin like any zip. */
  readonly isArchive?: boolean
  /** Whether the files are of this format, by their content. Throws JobCancelled if `control` is cancelled. */
  readonly recognise: (files: readonly ProbedFile[], control: JobControl) => Promise<boolean>
  /** Throws Refusal if the files cannot be used at all, or JobCancelled if `control` is cancelled. */
  readonly open: (files: readonly ProbedFile[], context: OpenContext) => Promise<DataSet>
}
