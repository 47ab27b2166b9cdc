import { memo, useMemo } from 'react'
import type { StatisticsRun } from '../../store/statistics/statistics'
import { statisticsColumns } from '../../store/statistics/statisticsColumns'
import { judgedRows } from '../../store/statistics/statisticsJudge'
import { rowsOf, selectedRows } from '../../store/statistics/statisticsRows'
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

/** What does not change while a selection is dragged, many times a second. */
const StillTables = memo(function StillTables(shown: Omit<Shown, 'selected'>) {
  return (
    <>
      <SummaryTable {...shown} />
      {shown.models.length > 1 && <EffectTable {...shown} />}
      <ChannelFigure {...shown} />
    </>
  )
})

/** A run: its settings, charts, images and numbers, all of what is selected in any of them. */
export function StatisticsResults({ run }: { readonly run: StatisticsRun }) {
  const models = useRunModels(run)
  const look = useStatistics((statistics) => statistics.look)
  const isReplaced = useStatistics(({ starting }) => starting)
  const { plan, records } = run
  const columns = useMemo(() => statisticsColumns(plan), [plan])
  const judge = useJudge()
  const rows = useMemo(() => {
    const own = rowsOf({ plan, records })
    return judge === null ? own : judgedRows({ plan }, own, judge)
  }, [plan, records, judge])
  const selected = useMemo(() => selectedRows(rows, look), [rows, look])
  const still: Omit<Shown, 'selected'> = {
    run,
    models,
    rows,
    judge,
    isAttacked: plan.attack !== null || judge !== null,
    columns,
    number: columns.find(({ id }) => id === look.number) ?? (columns[0] as Shown['number']),
    against: columns.find(({ id }) => id === look.against) ?? (columns[1] as Shown['against']),
    model: models.find(({ id }) => id === look.modelId) ?? (models[0] as Shown['model']),
  }
  return (
    <NumbersOnTheirWay value={run.status === 'running'}>
      <div className={isReplaced ? 'run is-stale' : 'run'} data-testid="statistics" data-status={run.status}>
        <StatisticsHead {...still} />
        <JudgeChoice {...still} />
        <DistributionFigures {...still} selected={selected} />
        <SelectionBar {...still} selected={selected} />
        <SelectedImages {...still} selected={selected} />
        <StillTables {...still} />
        <StatisticsExports {...still} selected={selected} />
      </div>
    </NumbersOnTheirWay>
  )
}
