import { PLACES } from '../../../store/geometry/geometry'
import { gradientNeeds } from '../../../store/geometry/geometryNeeds'
import { measureLossAlong, uphill } from './measureAlong'
import type { GeometryComputation } from './types'

/** The same along the gradient at the image. */
export const alongGradient: GeometryComputation<'alongGradient', typeof gradientNeeds> = {
  id: 'alongGradient',
  needs: gradientNeeds,
  compute: (asking, needed, modelId) =>
    measureLossAlong(asking, { modelId, of: needed, direction: uphill(needed), places: PLACES }),
}
