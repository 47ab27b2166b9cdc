/** @file The geometry of the loss around the image on screen: what is chosen, and what is computed of each model. */
import type { NormId } from '../../engine/attacks/norms/descriptions'
import type { LossDirection } from '../../engine/geometry/directions/defineDirection'
import { DIRECTIONS, type DirectionId } from '../../engine/geometry/directions/registry'
import type { LossAlong, LossSurface } from '../../engine/geometry/types'
import type { Eps01, PixelImage, Pixels01 } from '../../units'
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

/** What along the attack depends on. */
export interface AttackNeeds {
  readonly image: PixelImage
  readonly label: number
  readonly norm: NormId
  readonly epsilon: Eps01
  /** What the attack made of the image (height, width, 3). */
  readonly attacked: Pixels01
}

/** What along the gradient depends on. */
export interface GradientNeeds {
  readonly image: PixelImage
  /** null for the model's own prediction. */
  readonly label: number | null
  readonly norm: NormId
  readonly epsilon: Eps01
  readonly step: GeometryStep
}

export interface SurfaceNeeds extends GradientNeeds {
  readonly seed: number
  readonly side: number
}

/** A result with what it was computed for. */
interface Of<Needs> {
  readonly of: Needs
}

export interface AlongResult<Needs = AttackNeeds | GradientNeeds> extends LossAlong, Of<Needs> {
  readonly places: readonly number[]
}

export interface CurvatureResult<Needs = AttackNeeds | GradientNeeds> extends Of<Needs> {
  readonly places: readonly number[]
  /** Empty where there is no such direction. */
  readonly curvatures: readonly number[]
}

export interface SurfaceResult extends LossSurface, Of<SurfaceNeeds> {
  readonly columns: readonly number[]
  readonly rows: readonly number[]
}

export interface GeometryResults {
  readonly alongAttack: AlongResult<AttackNeeds>
  readonly alongGradient: AlongResult<GradientNeeds>
  readonly surface: SurfaceResult
  readonly attackCurvature: CurvatureResult<AttackNeeds>
  readonly gradientCurvature: CurvatureResult<GradientNeeds>
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

/** What people read of a direction. */
export const directionWords = (id: DirectionId): Pick<LossDirection, 'title' | 'about' | 'whyZero'> => DIRECTIONS[id]

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
