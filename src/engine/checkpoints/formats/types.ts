import type { JobControl } from '../../jobControl'
import type { FoundModel, TakenWeights } from '../found/types'

/** A person's file, or one inside a zip, of which nothing is read until requested. */
export interface CheckpointFile {
  /** With its folders and forward slashes: "models/mine/manifest.json". */
  readonly path: string
  /** In bytes; for a file inside a zip as the zip claims. */
  readonly size: number
  /** Its first bytes, at most MAX_CHECKPOINT_HEAD_BYTES. */
  readonly head: () => Promise<Uint8Array>
  /**
   * The file, of which parts can be read; nothing is read of it now, unless it lies packed in a zip. Throws one
   * sentence that names the file where it has more than `maxBytes` or cannot be read, and JobCancelled when `control`,
   * which is told of bytes, says so.
   */
  readonly blob: (maxBytes: number, control: JobControl) => Promise<Blob>
  /** All its bytes. Throws as `blob` does. */
  readonly load: (maxBytes: number, control: JobControl) => Promise<ArrayBuffer>
  /**
   * The files that it holds, where it is a zip of at most `maxFiles`. Throws one sentence that names the file where it
   * is none, or is broken.
   */
  readonly entries: (maxFiles: number, control: JobControl) => Promise<readonly CheckpointFile[]>
}

/** A model as the engine loads it. */
export interface Checkpoint {
  /** The field "id" of the manifest. */
  readonly id: string
  /** JSON, as in models/. It is checked when the model is loaded. */
  readonly manifest: string
  /** In the safetensors format. */
  readonly weights: ArrayBuffer
}

/** A model with a manifest, or one without, for which a person is asked what the files do not say. */
export type OpenedCheckpoint =
  | { readonly kind: 'whole'; readonly checkpoint: Checkpoint }
  | {
      readonly kind: 'found'
      readonly found: FoundModel
      /**
       * The weights of `found.sets[set]`, under the names that its architecture asks for. They are read now, so that a
       * checkpoint of several sets is never in memory as a whole.
       *
       * @param control is told of bytes
       * @throws Error with one sentence, JobCancelled when `control` says so
       */
      readonly takeWeights: (set: number, control: JobControl) => Promise<TakenWeights>
    }

/** A format of models. Without tfjs and DOM, because it runs in the reading worker. */
export interface CheckpointFormat {
  /** For people, in brackets after "a model": "a zip or folder of manifest.json and weights.safetensors". */
  readonly opens: string
  /** Whether a file may contain a model's weights, by its name without folders. */
  readonly holdsWeights: (name: string) => boolean
  /** Whether it does, by its first bytes, if names are not enough. */
  readonly beginsLikeWeights?: (head: Uint8Array) => boolean
  /** A name that indicates a model even without weights, so that the missing files can be named. */
  readonly companion?: { readonly name: string; readonly withoutWeights: string }
  /**
   * @param weights a file that was recognised
   * @param beside all files of its folder, `weights` among them
   * @param control is told of bytes
   * @throws Error with one sentence, JobCancelled when `control` says so
   */
  readonly read: (
    weights: CheckpointFile,
    beside: readonly CheckpointFile[],
    control: JobControl,
  ) => Promise<OpenedCheckpoint>
}
