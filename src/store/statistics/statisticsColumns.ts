/** @file The numbers that a run has of every image, in the order in which they are offered. */
import type { StatisticsNumber } from '../../engine/quantities/defineQuantity'
import type { QuantityId } from '../../engine/quantities/registry'
import { FREE_QUANTITIES, statisticsNumbers } from '../../engine/quantities/statisticsNumbers'
import type { StatisticsPlan } from './statistics'

export { COSTLY_QUANTITIES } from '../../engine/quantities/statisticsNumbers'

export interface StatisticsColumn extends Omit<StatisticsNumber<unknown>, 'of'> {}

/** ε‖∇L‖₁ follows from the L1 norm. */
const EPSILON_L1: StatisticsColumn = {
  id: 'epsilon_l1',
  title: 'ε‖∇L‖₁',
  about: 'How much the strongest change within ±ε a pixel raises the loss, to first order.',
  scale: 'log',
  unit: 'nats',
}

export function statisticsColumns({ quantities }: Pick<StatisticsPlan, 'quantities'>): readonly StatisticsColumn[] {
  const [first, ...others] = [...FREE_QUANTITIES, ...quantities].flatMap(statisticsNumbers)
  return first === undefined ? [] : [first, EPSILON_L1, ...others]
}

/** Words of the numbers of a quantity that a person may ask for. */
export const costlyTitles = (id: QuantityId): string =>
  statisticsNumbers(id)
    .map(({ title }) => title)
    .join(', ')
