/** @file Quantities for the page: their texts and results, without the code that computes them. */
import type { OnDemand, QuantityFields } from '../../engine/quantities/defineQuantity'
import {
  type DemandedMapId,
  QUANTITIES,
  QUANTITY_IDS,
  type QuantityId,
  type QuantitySettings,
} from '../../engine/quantities/registry'
import type { AppState, DisplayForm, MeasuredQuantity } from '../types'
import { questionOf } from './questions'

export {
  DEMANDED_MAPS,
  type DemandedMapId,
  QUANTITIES,
  QUANTITY_IDS,
  type QuantityId,
} from '../../engine/quantities/registry'

/** A record with an entry for each quantity. */
export const forEachQuantity = <Made>(make: (id: QuantityId) => Made) =>
  Object.fromEntries(QUANTITY_IDS.map((id) => [id, make(id)])) as { readonly [Id in QuantityId]: Made }

/** The formula of a quantity that is computed on demand, and what it costs. */
export const demandOf = (id: QuantityId) => onDemand(id) as OnDemand<QuantityFields>

/** Signed maps (height, width, 3) of a scalar's gradient. */
export type SignedMapId = 'gradient' | DemandedMapId

/** What a quantity says of itself if it is computed on demand. */
export function onDemand(id: QuantityId): OnDemand<QuantityFields> | undefined {
  const quantity: { readonly onDemand?: unknown } = QUANTITIES[id]
  return quantity.onDemand as OnDemand<QuantityFields> | undefined
}

/** The quantities that are computed with these display settings. */
export const shownQuantities = ({ maps }: Pick<DisplayForm, 'maps'>): readonly QuantityId[] =>
  QUANTITY_IDS.filter((id) => onDemand(id) === undefined || (maps as readonly QuantityId[]).includes(id))

/** The display settings that apply to a quantity; its other settings have their defaults. */
export function settingsIn<Id extends QuantityId>(display: DisplayForm, id: Id): Partial<QuantitySettings<Id>> {
  const names = Object.keys(QUANTITIES[id].settings).filter((name) => name in display)
  return Object.fromEntries(names.map((name) => [name, display[name as keyof DisplayForm]])) as Partial<
    QuantitySettings<Id>
  >
}

export const isSameSettings = (one: object, other: object): boolean =>
  Object.entries(one).every(([name, value]) => (other as Record<string, unknown>)[name] === value)

/** Whether a result matches the image, label and settings on screen. */
export function isQuantityCurrent<Id extends QuantityId>(
  state: AppState,
  modelId: string,
  id: Id,
  { image, askedLabel, settings }: MeasuredQuantity<Id>,
): boolean {
  const question = questionOf(state, modelId)
  return (
    question !== null &&
    image === question.image &&
    askedLabel === question.label &&
    isSameSettings(settings, settingsIn(state.display, id))
  )
}
