/** @file What is asked of the geometry of the loss around an image, and what is found: plain data. */
import type { Eps01, Pixels01 } from '../../units'
import type { NormId } from '../attacks/norms/descriptions'
import type { AskInput } from '../types'
import type { DirectionId } from './directions/registry'

export interface DirectionChoice {
  readonly id: DirectionId
  /** In which sizes are measured. */
  readonly norm: NormId
  /** The size of a step from t = 0 to t = 1, of the directions that are scaled. */
  readonly epsilon: Eps01
  /** Of the random direction. */
  readonly seed: number
  /** What the attack made of the image (height, width, 3), for the direction towards it. */
  readonly attacked: Pixels01 | null
}

export interface AlongInput extends AskInput {
  readonly direction: DirectionChoice
  /** Where it is measured, in steps from the image. Images on the way are not clipped to [0, 1]. */
  readonly places: readonly number[]
}

/** Arrays have an entry a place. */
export interface LossAlong {
  /** Of the step from t = 0 to t = 1, in the norm; where it is 0 there is no such direction, and the arrays are empty. */
  readonly size: number
  /** Cross-entropy at the label, in nats. */
  readonly losses: Float32Array
  /** ‖∇L‖₁, in nats per unit of pixel value. */
  readonly l1: Float32Array
  /** By how much the gradient at the image says that the loss rises per step, ⟨∇L(x), d⟩, in nats. */
  readonly slope: number
  /** The class that the loss is taken for. */
  readonly label: number
}

export interface CurvatureAlong {
  /** |uᵀHu| / (‖∇L‖₂ + 10⁻⁶) at each place; empty where there is no such direction. */
  readonly curvatures: Float32Array
}

export interface SurfaceInput extends AskInput {
  readonly along: DirectionChoice
  readonly across: DirectionChoice
  /** Places in steps of either direction. */
  readonly columns: readonly number[]
  readonly rows: readonly number[]
}

export interface LossSurface {
  /** Of a step of each; where one is 0, there is no such direction, and no losses. */
  readonly sizes: readonly [along: number, across: number]
  /** Cross-entropy at the label in nats, row by row (rows, columns). */
  readonly losses: Float32Array
}
