import type { DirectionChoice } from '../../../engine/geometry/types'
import { surfaceColumns, surfaceRows } from '../../../store/geometry/geometry'
import { surfaceNeeds } from '../../../store/geometry/geometryNeeds'
import { uphill } from './measureAlong'
import type { GeometryComputation } from './types'

/** The loss over the gradient at the image and a random direction. */
export const surface: GeometryComputation<'surface', typeof surfaceNeeds> = {
  id: 'surface',
  needs: surfaceNeeds,
  async compute({ client, wait, report }, needed, modelId) {
    const { image, label, side, seed } = needed
    const along = uphill(needed)
    const across: DirectionChoice = { ...along, id: 'random', seed }
    const plane = { columns: surfaceColumns(side), rows: surfaceRows(side) }
    const job = client.call('lossSurface', { modelId, image, label, along, across, ...plane }, ({ step, steps }) =>
      report(step / steps),
    )
    return { ...(await wait(job)), ...plane, of: needed }
  },
}
