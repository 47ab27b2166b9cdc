/** @file What goes into the engine and what comes out: plain arrays, never tensors. */
import type { Picture, Pixels01 } from '../units'
import type { AttackId, AttackSettings } from './attacks/types'
import type { Manifest } from './checkpoints/manifest'

/** Where a model's two files can be fetched. */
export interface ModelLocation {
  readonly id: string
  readonly manifestUrl: string
  readonly weightsUrl: string
}

export interface LoadedModel {
  readonly id: string
  readonly manifest: Manifest
}

export interface InspectInput {
  readonly modelId: string
  readonly picture: Picture
  /** Class index, or null for the model's own prediction. */
  readonly label: number | null
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
  /** Pearson's r of log edge energy and log gradient magnitude over pixels. */
  readonly edgeAlignment: number
}

export interface AttackInput {
  readonly modelId: string
  readonly picture: Picture
  readonly label: number
  readonly attackId: AttackId
  readonly settings: AttackSettings
}

export interface AttackOutcome {
  readonly attacked: Pixels01
  readonly logits: Float32Array
  /** Cross-entropy before the first step and after each step. */
  readonly losses: readonly number[]
  /** Whether the attacked picture is still given the label. */
  readonly held: boolean
}
