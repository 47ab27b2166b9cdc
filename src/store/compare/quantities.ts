/** @file Quantities for the page: their texts and results, without the code that computes them. */
import { QUANTITIES, QUANTITY_IDS, type QuantityId, type QuantitySettings } from '../../engine/quantities/registry'
import type { AppState, DisplayForm, MeasuredQuantity } from '../types'
import { questionOf } from './questions'

export { QUANTITIES, QUANTITY_IDS, type QuantityId } from '../../engine/quantities/registry'

/** A record with an entry for each quantity. */
export const forEachQuantity = <Made>(make: (id: QuantityId) => Made) =>
  Object.fromEntries(QUANTITY_IDS.map((id) => [id, make(id)])) as { readonly [Id in QuantityId]: Made }

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
