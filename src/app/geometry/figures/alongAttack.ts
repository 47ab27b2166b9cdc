import { PLACES } from '../../../store/geometry/geometry'
import { attackNeeds } from '../../../store/geometry/geometryNeeds'
import { measureLossAlong, towardsAttack } from './measureAlong'
import type { GeometryComputation } from './types'

/** The loss and the norm of its gradient from the image to what the attack made of it, and as far again. */
export const alongAttack: GeometryComputation<'alongAttack', typeof attackNeeds> = {
  id: 'alongAttack',
  needs: attackNeeds,
  compute: (asking, needed, modelId) =>
    measureLossAlong(asking, { modelId, of: needed, direction: towardsAttack(needed), places: PLACES }),
}
