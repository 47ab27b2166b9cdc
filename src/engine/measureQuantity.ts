/** @file A quantity computed by its id, its settings checked. */
import { z } from 'zod'
import type { AskedModel, Quantity, QuantityFields } from './quantities/defineQuantity'
import {
  QUANTITIES,
  QUANTITY_IDS,
  type QuantityId,
  type QuantityResult,
  type QuantitySettings,
} from './quantities/registry'
import { parseSettings } from './settings/check'
import * as fields from './settings/fields'

/** A quantity by its id; settings that are left out have their defaults. */
export interface QuantityChoice<Id extends QuantityId = QuantityId> {
  readonly quantity: Id
  readonly settings?: Partial<QuantitySettings<Id>> | undefined
}

/** Throws one sentence that names the quantity or the setting that is wrong. */
export async function measureQuantity<Id extends QuantityId>(
  { quantity: id, settings = {} }: QuantityChoice<Id>,
  asked: AskedModel,
): Promise<QuantityResult<Id>> {
  const quantity = QUANTITIES[id] as unknown as Quantity<QuantityFields, QuantityResult<Id>> | undefined
  if (quantity === undefined) {
    throw new RangeError(`The quantity "${id}" is unknown; ask for one of ${QUANTITY_IDS.join(', ')}.`)
  }
  const made = Object.entries(quantity.settings).map(([name, field]) => [name, field(fields)])
  return quantity.measure(asked, parseSettings(z.object(Object.fromEntries(made)), settings))
}
