import { useMemo } from 'react'
import type { StatisticsRun } from '../../store/statistics/statistics'
import { statisticsColumns } from '../../store/statistics/statisticsColumns'
import { judgedRows } from '../../store/statistics/statisticsJudge'
import { rowsOf } from '../../store/statistics/statisticsRows'
import { useRunModels } from '../parts/runModels'
import { NumbersOnTheirWay } from '../parts/Waiting'
import { ChannelFigure } from './ChannelFigure'
import { DistributionFigures } from './DistributionFigures'
import { EffectTable } from './EffectTable'
import { JudgeChoice } from './JudgeChoice'
import { SelectedImages } from './SelectedImages'
import { SelectionBar } from './SelectionBar'
import { StatisticsExports } from './StatisticsExports'
import { StatisticsHead } from './StatisticsHead'
import { SummaryTable } from './SummaryTable'
import type { Shown } from './shown'
import { useJudge } from './useJudge'
import { useStatistics } from './useStatistics'

/** A run: its settings, charts, images and numbers, all of what is selected in any of them. A drag changes parts of it alone. */
export function StatisticsResults({ run }: { readonly run: StatisticsRun }) {
  const models = useRunModels(run)
  const numberId = useStatistics(({ look }) => look.number)
  const againstId = useStatistics(({ look }) => look.against)
  const modelId = useStatistics(({ look }) => look.modelId)
  const isReplaced = useStatistics(({ starting }) => starting)
  const { plan, records } = run
  const columns = useMemo(() => statisticsColumns(plan), [plan])
  const judge = useJudge()
  const rows = useMemo(() => {
    const own = rowsOf({ plan, records })
    return judge === null ? own : judgedRows({ plan }, own, judge)
  }, [plan, records, judge])
  const shown: Shown = {
    run,
    models,
    rows,
    judge,
    isAttacked: plan.attack !== null || judge !== null,
    columns,
    number: columns.find(({ id }) => id === numberId) ?? (columns[0] as Shown['number']),
    against: columns.find(({ id }) => id === againstId) ?? (columns[1] as Shown['against']),
    model: models.find(({ id }) => id === modelId) ?? (models[0] as Shown['model']),
  }
  return (
    <NumbersOnTheirWay value={run.status === 'running'}>
      <div className={isReplaced ? 'run is-stale' : 'run'} data-testid="statistics" data-status={run.status}>
        <StatisticsHead {...shown} />
        <JudgeChoice {...shown} />
        <DistributionFigures {...shown} />
        <SelectionBar {...shown} />
        <SelectedImages {...shown} />
        <SummaryTable {...shown} />
        {models.length > 1 && <EffectTable {...shown} />}
        <ChannelFigure {...shown} />
        <StatisticsExports {...shown} />
      </div>
    </NumbersOnTheirWay>
  )
}
