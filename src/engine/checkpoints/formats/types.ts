import type { JobControl } from '../../jobControl'
import type { FoundModel, TakenWeights } from '../found/types'

/** A file that a person gave, or one of a zip's, of which nothing is read until it is asked for. */
export interface CheckpointFile {
  /** With the folders that it lies in, with forward slashes: "models/mine/manifest.json". */
  readonly path: string
  /** In bytes; of one of a zip's as the zip claims. */
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

/** A model that comes with a manifest, or one without, of which a person is asked what the files do not say. */
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

/** One way in which a person's model comes. Pure, without tfjs and DOM: it runs in the reading worker. */
export interface CheckpointFormat {
  /** For people, in brackets after "a model": "a zip or folder of manifest.json and weights.safetensors". */
  readonly opens: string
  /** Whether a file may hold a model's weights by its name, without its folders. */
  readonly holdsWeights: (name: string) => boolean
  /** Whether it does by its first bytes, where names do not say enough. */
  readonly beginsLikeWeights?: (head: Uint8Array) => boolean
  /** A name that means a model even where no weights are given: files of nothing else are opened, to say what is missing. */
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
