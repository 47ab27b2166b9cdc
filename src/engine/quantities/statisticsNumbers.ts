/** @file The numbers of quantities that statistics measure of every image. */
import type { StatisticsNumber } from './defineQuantity'
import { QUANTITIES, QUANTITY_IDS, type QuantityId } from './registry'

/** Of one quantity; none where it has nothing for statistics. */
export function statisticsNumbers(id: QuantityId): readonly StatisticsNumber<unknown>[] {
  const quantity: { readonly statistics?: unknown } = QUANTITIES[id]
  return (quantity.statistics ?? []) as readonly StatisticsNumber<unknown>[]
}

/** Quantities with numbers that cost no pass beyond the one for the gradient. */
export const FREE_QUANTITIES = QUANTITY_IDS.filter((id) => statisticsNumbers(id).length > 0 && !isCostly(id))

/** Those that are measured only if a person asks for them. */
export const COSTLY_QUANTITIES = QUANTITY_IDS.filter((id) => statisticsNumbers(id).length > 0 && isCostly(id))

function isCostly(id: QuantityId): boolean {
  return 'onDemand' in QUANTITIES[id]
}
