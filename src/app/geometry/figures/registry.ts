/** @file What is computed of the geometry of the loss, in this order: what costs most comes last. */
import type { GeometryResults } from '../../../store/geometry/geometry'
import type { FigureComputation } from '../../openFigures/types'
import { alongAttack } from './alongAttack'
import { alongGradient } from './alongGradient'
import { attackCurvature } from './attackCurvature'
import { gradientCurvature } from './gradientCurvature'
import { surface } from './surface'

/** Adding one is one file, one line here, and its result in `GeometryResults`. */
export const GEOMETRY_COMPUTATIONS = [
  alongAttack,
  alongGradient,
  surface,
  attackCurvature,
  gradientCurvature,
] as unknown as readonly FigureComputation<GeometryResults>[]
