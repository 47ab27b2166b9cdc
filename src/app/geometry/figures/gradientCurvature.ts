import { CURVATURE_PLACES } from '../../../store/geometry/geometry'
import { gradientNeeds } from '../../../store/geometry/geometryNeeds'
import { measureCurvatureAlong, uphill } from './measureAlong'
import type { GeometryComputation } from './types'

/** The same along the gradient at the image. */
export const gradientCurvature: GeometryComputation<'gradientCurvature', typeof gradientNeeds> = {
  id: 'gradientCurvature',
  needs: gradientNeeds,
  compute: (asking, needed, modelId) =>
    measureCurvatureAlong(asking, { modelId, of: needed, direction: uphill(needed), places: CURVATURE_PLACES }),
}
