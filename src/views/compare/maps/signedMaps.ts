import { largestOf } from '../../../numbers/extremes'
import type { SignedMapId } from '../../../store/compare/quantities'
import type { AppState, MeasuredQuantity } from '../../../store/types'
import type { MapContent } from '../../parts/exports/content'
import { gradientColors, percentile99 } from '../../parts/maps/colorMaps'

/** The value at which a map is saturated: a shared one is that of the same map of all models. */
export function signedMapScale(
  { display, results }: Pick<AppState, 'display' | 'results'>,
  id: SignedMapId,
  { values, gradientOf }: MeasuredQuantity<SignedMapId>,
): number {
  if (display.gradientScale === 'own') return percentile99(values)
  return largestOf(
    Object.values(results).map(({ quantities }) => {
      const { value } = quantities[id]
      return value !== null && value.gradientOf === gradientOf ? percentile99(value.values) : 0
    }),
    0,
  )
}

/** A map for exports, as it is drawn. */
export function signedMapContent(
  state: AppState,
  id: SignedMapId,
  result: MeasuredQuantity<SignedMapId>,
  title: string,
): MapContent {
  const { values, image } = result
  return {
    title,
    height: image.height,
    width: image.width,
    colors: gradientColors(values, signedMapScale(state, id, result), state.display),
    values,
    channels: 3,
  }
}
