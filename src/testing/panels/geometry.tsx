import { initialState } from '../../store/appStore'
import { CURVATURE_PLACES, PLACES, surfaceColumns, surfaceRows } from '../../store/geometry/geometry'
import { attackNeeds, gradientNeeds, surfaceNeeds } from '../../store/geometry/geometryNeeds'
import type { AppState } from '../../store/types'
import { GeometryView } from '../../views/geometry/GeometryView'
import { fixedComparison } from './fixedComparison'
import { PanelFrame } from './PanelFrame'
import type { Panel } from './types'

const SIDE = 13

const opened: AppState = {
  ...initialState,
  ...fixedComparison,
  geometry: { ...initialState.geometry, form: { ...initialState.geometry.form, side: SIDE } },
}

const computed = <Value,>(value: Value) => ({ value, progress: null, error: null })

/** A loss that rises along the gradient by so much a step, and bends: the natural model's more than the others'. */
function figuresOf(modelId: string, slope: number): AppState['geometry']['figures'][string] {
  const [attack, gradient] = [attackNeeds(opened, modelId), gradientNeeds(opened, modelId)]
  const plane = surfaceNeeds(opened, modelId)
  if (!attack || !gradient || !plane) throw new Error(`The fixed comparison lacks results of "${modelId}".`)
  const lossAt = (t: number) => 0.2 + slope * (t - 0.15 * t ** 2)
  const line = {
    size: 8 / 255,
    losses: Float32Array.from(PLACES, lossAt),
    l1: Float32Array.from(PLACES, (t) => 30 * slope * Math.exp(-t / 2)),
    ...{ slope, label: 3, places: PLACES },
  }
  const bends = { places: CURVATURE_PLACES, curvatures: CURVATURE_PLACES.map((t) => slope / (1 + t)) }
  const [columns, rows] = [surfaceColumns(SIDE), surfaceRows(SIDE)]
  const losses = Float32Array.from(rows.flatMap((y) => columns.map((x) => lossAt(x) + 0.1 * slope * y ** 2)))
  return {
    alongAttack: computed({ ...line, of: attack }),
    alongGradient: computed({ ...line, of: gradient }),
    attackCurvature: computed({ ...bends, of: attack }),
    gradientCurvature: computed({ ...bends, of: gradient }),
    surface: computed({ sizes: [8 / 255, 8 / 255], losses, columns, rows, of: plane }),
  }
}

const SLOPES = [4, 0.4, 0.8]
const figures = Object.fromEntries(
  opened.models.map(({ id }, place) => [id, figuresOf(id, SLOPES[place] as number)] as const),
)

export const geometryPanel: Panel = {
  title: 'The loss around an image',
  content: (
    <PanelFrame state={{ ...opened, geometry: { ...opened.geometry, figures } }}>
      <GeometryView />
    </PanelFrame>
  ),
}
