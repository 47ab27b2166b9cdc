import type { JobControl } from '../../../engine/jobControl'
import type { Decode } from '../imageSet'
import type { Problems } from '../problems'
import type { DataFile, DataSet } from '../types'

/** A file with its first bytes at hand. */
export interface ProbedFile extends DataFile {
  /** The first 64 KB, or all where it is shorter. Read once. Throws Refusal where the file has gone. */
  readonly head: () => Promise<Uint8Array>
}

export interface OpenContext {
  readonly name: string
  readonly problems: Problems
  readonly control: JobControl
  readonly decode: Decode
}

/** One way in which labelled images come. */
export interface DataSetFormat {
  /** For people: "a zip of images". */
  readonly label: string
  /** Whether one file may be a data set of this format by itself, from its first 64 KB; false for folders of files. */
  readonly mayBe: (head: Uint8Array, file: DataFile) => boolean
  /** Whether files that are no data set begin alike, as PyTorch's checkpoints begin as any zip. */
  readonly isArchive?: boolean
  /** Whether the files are of this format, by what they hold. */
  readonly recognise: (files: readonly ProbedFile[]) => Promise<boolean>
  /** Throws Refusal where the files can not be used at all, JobCancelled when `control` says so. */
  readonly open: (files: readonly ProbedFile[], context: OpenContext) => Promise<DataSet>
}
