import type { AppStore } from '../../store/appStore'
import type { StatisticsState } from '../../store/statistics/statistics'

/** Replaces part of what the page knows of statistics. */
export function updateStatistics(
  store: AppStore,
  update: (statistics: StatisticsState) => Partial<StatisticsState>,
): void {
  store.setState(({ statistics }) => ({ statistics: { ...statistics, ...update(statistics) } }))
}
