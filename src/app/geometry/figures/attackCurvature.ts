import { CURVATURE_PLACES } from '../../../store/geometry/geometry'
import { attackNeeds } from '../../../store/geometry/geometryNeeds'
import { measureCurvatureAlong, towardsAttack } from './measureAlong'
import type { GeometryComputation } from './types'

/** Normalised curvature from the image to what the attack made of it, and as far again. */
export const attackCurvature: GeometryComputation<'attackCurvature', typeof attackNeeds> = {
  id: 'attackCurvature',
  needs: attackNeeds,
  compute: (asking, needed, modelId) =>
    measureCurvatureAlong(asking, { modelId, of: needed, direction: towardsAttack(needed), places: CURVATURE_PLACES }),
}
