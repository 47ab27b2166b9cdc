/**
 * @file All that passes between the page and the engine's worker. Types only:
 * the page never holds a tensor, the worker never sees a view.
 */
import type { AttackId, AttackSettings } from '../engine/attacks/types'
import type { BackendName, BackendReport } from '../engine/backend/types'
import type { Manifest } from '../engine/checkpoints/manifest'
import type { Picture, Pixels01 } from '../units'

/** Where a model's two files can be fetched. */
export interface ModelLocation {
  readonly id: string
  readonly manifestUrl: string
  readonly weightsUrl: string
}

export interface LoadedModel {
  readonly id: string
  readonly manifest: Manifest
  readonly parameterCount: number
}

/** What a model says of a clean picture. Arrays in the picture's layout (height, width, 3). */
export interface Inspection {
  readonly logits: Float32Array
  /** The class that the loss was taken for: the asked one, or the model's own prediction. */
  readonly label: number
  /** Cross-entropy of the logits at `label`. */
  readonly loss: number
  /** Its gradient with respect to the [0, 1] pixels. */
  readonly gradient: Float32Array
  readonly gradientL1: number
  readonly gradientL2: number
  /** Pearson r of log edge energy and log gradient magnitude over pixels. */
  readonly edgeAlignment: number
}

export interface AttackOutcome {
  readonly attacked: Pixels01
  readonly logits: Float32Array
  /** Cross-entropy before the first step and after each step. */
  readonly losses: readonly number[]
  /** Whether the attacked picture is still given `label`. */
  readonly held: boolean
}

export interface DecodedPicture {
  readonly picture: Picture
  /** What the person should know of how the file was read, such as "cropped". */
  readonly notes: readonly string[]
}

/** Every call: what goes in, what is reported on the way, what comes out. */
export interface Calls {
  start: { input: { backend: BackendName | 'auto' }; progress: never; output: BackendReport }
  loadModel: { input: ModelLocation; progress: never; output: LoadedModel }
  decodePicture: { input: { file: Blob; name: string; side: number }; progress: never; output: DecodedPicture }
  edgeEnergy: { input: { picture: Picture }; progress: never; output: Float32Array }
  inspect: {
    input: { modelId: string; picture: Picture; label: number | null }
    progress: never
    output: Inspection
  }
  attack: {
    input: { modelId: string; picture: Picture; label: number; attackId: AttackId; settings: AttackSettings }
    progress: { step: number; steps: number }
    output: AttackOutcome
  }
  memory: { input: Record<string, never>; progress: never; output: { tensorCount: number; bytes: number } }
}

export type CallName = keyof Calls

export type ToWorker =
  | { [Name in CallName]: { type: 'call'; jobId: number; name: Name; input: Calls[Name]['input'] } }[CallName]
  | { type: 'cancel'; jobId: number }

export type FromWorker =
  | { type: 'progress'; jobId: number; progress: unknown }
  | { type: 'done'; jobId: number; output: unknown }
  | { type: 'failed'; jobId: number; message: string }
  | { type: 'cancelled'; jobId: number }
  | { type: 'backendLost'; message: string }
