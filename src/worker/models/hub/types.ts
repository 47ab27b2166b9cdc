/** @file A model of the Hugging Face hub, before anything of it is downloaded. Types only. */

/** How the hub says what a file must be: by SHA-256 where it is stored as a large file, or else by git's own hash. */
export interface HubHash {
  readonly kind: 'sha256' | 'git'
  /** Lower-case hexadecimal digits. */
  readonly hex: string
}

export interface HubFile {
  /** In the repository: "checkpoints/model.safetensors". */
  readonly path: string
  readonly bytes: number
  readonly hash: HubHash
}

/** A file that may hold the model's weights. */
export interface HubWeights extends HubFile {
  /** Why it cannot be opened here: one sentence, or null where it may be. */
  readonly refusal: string | null
}

export interface HubModel {
  /** Such as "timm/resnet18.a1_in1k". */
  readonly id: string
  /** The commit whose files these are. */
  readonly revision: string
  /** As the hub has it: "apache-2.0"; null where it is not told. */
  readonly licence: string | null
  /** Whether the hub serves its files only to people whom its owners have approved. */
  readonly isGated: boolean
  /** In the order in which they are proposed; at least one. */
  readonly weights: readonly [HubWeights, ...HubWeights[]]
  /** Small files that say what the model is, downloaded with its weights. */
  readonly configs: readonly HubFile[]
  /** A hub other than https://huggingface.co, such as a mirror. */
  readonly endpoint?: string
}

/** What of a hub's models lies in this browser, so that it is not downloaded again. */
export interface KeptDownloads {
  readonly files: number
  readonly bytes: number
}
