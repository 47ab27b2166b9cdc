import type { StatisticsColumn } from '../../store/statistics/statisticsColumns'
import { correlationText, threeDigits } from '../parts/format'

/** A number of a column as it is written; a dash where it is not defined. */
export function columnText({ scale }: Pick<StatisticsColumn, 'scale'>, value: number | null): string {
  if (value === null) return '–'
  return scale === 'correlation' ? correlationText(value) : threeDigits(value)
}
