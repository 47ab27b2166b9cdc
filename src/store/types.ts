import type { BackendReport } from '../engine/backend/types'
import type { AttackOutcome, Inspection, LoadedModel } from '../engine/types'
import type { Eps255, Picture } from '../units'

export type EngineState =
  | { readonly status: 'starting' }
  | { readonly status: 'ready'; readonly report: BackendReport }
  /** The GPU was lost; a new engine is on its way. */
  | { readonly status: 'recovering'; readonly message: string }
  | { readonly status: 'failed'; readonly message: string }

export type ModelState =
  | { readonly id: string; readonly status: 'loading' }
  | { readonly id: string; readonly status: 'ready'; readonly model: LoadedModel }
  | { readonly id: string; readonly status: 'failed'; readonly message: string }

export interface ShownPicture {
  readonly picture: Picture
  /** Where it comes from, for people. */
  readonly name: string
  /** The gallery's id, or null for the person's own. */
  readonly galleryId: string | null
  /** How the file was read, such as "cropped". */
  readonly notes: readonly string[]
}

/** The attack as people set it: sizes in /255. */
export interface AttackForm {
  readonly epsilon: Eps255
  readonly steps: number
  /** null: 2.5 epsilon / steps, as is usual. */
  readonly stepSize: Eps255 | null
  readonly randomStart: boolean
  readonly seed: number
}

export interface DisplayForm {
  readonly gradientSign: 'signed' | 'absolute'
  readonly gradientChannel: 'rgb' | 'r' | 'g' | 'b'
  /** Whether each map has its own 99th percentile, or all models share the largest. */
  readonly gradientScale: 'own' | 'shared'
}

/** A computed value, and whether a newer one is on its way. What is shown is always the last that was finished. */
export interface Computed<Value> {
  readonly value: Value | null
  /** Share of the newer one that is done, in [0, 1]; null when nothing is being computed. */
  readonly progress: number | null
  readonly error: string | null
}

/** An attack's outcome with the settings that it was computed for. */
export interface AttackResult {
  readonly outcome: AttackOutcome
  readonly picture: Picture
  readonly label: number
  readonly epsilon: Eps255
  readonly stepSize: Eps255
  readonly steps: number
  readonly seed: number | null
}

export interface InspectionResult extends Inspection {
  readonly picture: Picture
}

export interface ModelResults {
  readonly inspection: Computed<InspectionResult>
  readonly attack: Computed<AttackResult>
}

export interface AppState {
  readonly engine: EngineState
  readonly models: readonly ModelState[]
  readonly picture: ShownPicture | null
  readonly pictureError: string | null
  readonly pictureLoading: boolean
  /** Class index that the loss is taken for; null: each model's own prediction. */
  readonly label: number | null
  readonly attack: AttackForm
  readonly display: DisplayForm
  /** Edge energy (height, width) of the picture. */
  readonly edges: { readonly picture: Picture; readonly energy: Float32Array } | null
  readonly results: Readonly<Record<string, ModelResults>>
}
