/** @file The geometry of the loss around the image on screen: what is chosen, and what is computed of each model. */
import type { DirectionChoice, LossAlong, LossSurface } from '../../engine/geometry/types'
import type { FiguresByModel } from '../computed'

/** How the image moves along the gradient: by its sign, or in proportion to it. */
export type GeometryStep = 'sign' | 'gradient'

export interface GeometryForm {
  readonly step: GeometryStep
  /** Of the random direction. */
  readonly seed: number
  /** Of the surface's grid, along each side. */
  readonly side: number
  /** Whether each model has contours of its own range, or all have the same. */
  readonly levels: 'own' | 'shared'
}

/** A result, with the step that it was measured along. */
export interface AlongResult extends LossAlong {
  readonly direction: DirectionChoice
  readonly places: readonly number[]
}

export interface CurvatureResult {
  readonly places: readonly number[]
  /** Empty where there is no such direction. */
  readonly curvatures: readonly number[]
}

export interface SurfaceResult extends LossSurface {
  readonly along: DirectionChoice
  readonly across: DirectionChoice
  readonly columns: readonly number[]
  readonly rows: readonly number[]
}

export interface GeometryResults {
  readonly alongAttack: AlongResult
  readonly alongGradient: AlongResult
  readonly surface: SurfaceResult
  readonly attackCurvature: CurvatureResult
  readonly gradientCurvature: CurvatureResult
}

export interface GeometryState {
  readonly form: GeometryForm
  /** Whether a person has stopped the computing. */
  readonly isStopped: boolean
  readonly figures: FiguresByModel<GeometryResults>
}

export const initialGeometry: GeometryState = {
  form: { step: 'sign', seed: 1, side: 25, levels: 'own' },
  isStopped: false,
  figures: {},
}

/** Bounds of the settings. */
export const GEOMETRY_BOUNDS = {
  seed: { min: 0, max: 2 ** 31 - 1, isWhole: true },
  side: { min: 5, max: 65, isWhole: true },
} as const

const evenly = (low: number, high: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1))

/** From the image to as far again as one step, where the paper's authors take 16 places. */
export const PLACES = evenly(0, 2, 17)
/** Each takes 21 products with the Hessian, so that they are fewer. */
export const CURVATURE_PLACES = evenly(0, 2, 9)

/** Of the surface, in steps: both sides are as long. */
export const surfaceColumns = (side: number): readonly number[] => evenly(-1, 2, side)
export const surfaceRows = (side: number): readonly number[] => evenly(-1.5, 1.5, side)
