import { channelDensities } from '../../charts/channelDensities'
import { channelBinsOf } from '../../store/statistics/channelBins'
import { selectionOf } from '../../store/statistics/selection'
import { statisticsCsv, statisticsJson, statisticsName } from '../../store/statistics/statisticsExport'
import { useAppState } from '../parts/appContext'
import { ExportButtons } from '../parts/figures/ExportButtons'
import type { Shown } from './shown'
import { CHART_HEIGHT, distributionChart, groupsOf, scatterChart } from './statisticsCharts'
import { statisticsFigureWords } from './statisticsWords'

/** Saves every image's numbers, the whole run, or the charts as they are looked at. */
export function StatisticsExports(shown: Shown) {
  const { run, rows, models, judge } = shown
  const state = useAppState()
  const charts = () => {
    const { split, ranges } = state().statistics.look
    const selection = selectionOf(rows, ranges)
    const groups = groupsOf({ ...shown, split })
    return [
      distributionChart({ ...shown, groups })(selection),
      scatterChart({ ...shown, groups })(selection),
      ...channelDensities(
        models.map(({ id, name, color }) => ({ id, name, ink: color, bins: channelBinsOf(run.records, id) })),
      ),
    ]
  }
  return (
    <ExportButtons
      name={statisticsName(run)}
      csv={() => statisticsCsv(run, judge)}
      json={() => statisticsJson(run, judge)}
      figure={() => ({
        charts: charts(),
        height: CHART_HEIGHT,
        title: 'Statistics of gradients',
        ...statisticsFigureWords({ run, judge, rows }),
      })}
    />
  )
}
