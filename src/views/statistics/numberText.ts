import type { MedianInterval } from '../../numbers/bootstrap'
import type { StatisticsColumn } from '../../store/statistics/statisticsColumns'
import { correlationText, threeDigits } from '../parts/format'

/** A number of a column as it is written; a dash where it is not defined. */
export function columnText({ scale }: Pick<StatisticsColumn, 'scale'>, value: number | null): string {
  if (value === null) return '–'
  return scale === 'correlation' ? correlationText(value) : threeDigits(value)
}

/** "1.2 to 3.4"; a dash where there is none. */
export const medianIntervalText = ({ low, high }: MedianInterval, write: (value: number) => string): string =>
  low === null || high === null ? '–' : `${write(low)} to ${write(high)}`
