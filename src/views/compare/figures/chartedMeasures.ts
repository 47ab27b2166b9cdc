/** @file The numbers of quantities in which models are compared: whatever the quantities say of themselves. */
import type { ChartedNumber, QuantityFields } from '../../../engine/quantities/defineQuantity'
import {
  isSameSettings,
  QUANTITIES,
  type QuantityId,
  settingsIn,
  shownQuantities,
} from '../../../store/compare/quantities'
import type { DisplayForm, QuantityResults } from '../../../store/types'

type AnyNumber = ChartedNumber<QuantityFields, unknown>

export interface ChartedMeasure extends Pick<AnyNumber, 'scale' | 'sumsOverPixels'> {
  readonly title: string
  /**
   * null where it is not computed yet, or still with other settings, which have no place on this axis; NaN where it is
   * not defined.
   */
  readonly of: (quantities: QuantityResults) => number | null
}

/** Those of all quantities, in the order of the registry, at the settings that are on screen. */
export const chartedMeasures = (display: DisplayForm): readonly ChartedMeasure[] =>
  shownQuantities(display).flatMap((id) => numbersOf(id).map((number) => atSettings(id, number, display)))

function numbersOf(id: QuantityId): readonly AnyNumber[] {
  const quantity: { readonly charted?: unknown } = QUANTITIES[id]
  return (quantity.charted ?? []) as readonly AnyNumber[]
}

function atSettings(
  id: QuantityId,
  { title, scale, sumsOverPixels, of }: AnyNumber,
  display: DisplayForm,
): ChartedMeasure {
  const settings = settingsIn(display, id)
  return {
    title: title(settings),
    scale,
    ...(sumsOverPixels && { sumsOverPixels }),
    of: (quantities) => {
      const { value } = quantities[id]
      return value === null || !isSameSettings(value.settings, settings) ? null : (of(value) ?? Number.NaN)
    },
  }
}
