import type { StatisticsJudge, StatisticsRun } from '../../store/statistics/statistics'
import type { StatisticsColumn } from '../../store/statistics/statisticsColumns'
import type { StatisticsRow } from '../../store/statistics/statisticsRows'
import type { RunModel } from '../parts/runModels'

/** A run as it is looked at. */
export interface Shown {
  readonly run: StatisticsRun
  readonly models: readonly RunModel[]
  readonly columns: readonly StatisticsColumn[]
  /** The evaluation that splits the images; null: the run itself. */
  readonly judge: StatisticsJudge | null
  /** Whether it splits those that are right into robust and fooled ones. */
  readonly isAttacked: boolean
  /** With the outcomes by which images are split. */
  readonly rows: readonly StatisticsRow[]
  /** Whose distribution is shown, and that of the scatter's other axis. */
  readonly number: StatisticsColumn
  readonly against: StatisticsColumn
  /** The one whose outcomes are shown, and with which the others are compared. */
  readonly model: RunModel
}
