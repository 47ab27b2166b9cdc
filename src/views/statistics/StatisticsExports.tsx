import { channelDensities } from '../../charts/channelDensities'
import { distributions } from '../../charts/distributions'
import { scatter } from '../../charts/scatter'
import { channelBinsOf } from '../../store/statistics/channelBins'
import { statisticsCsv, statisticsJson, statisticsName } from '../../store/statistics/statisticsExport'
import { hasSelection } from '../../store/statistics/statisticsRows'
import { ExportButtons } from '../parts/figures/ExportButtons'
import type { Shown } from './shown'
import { columnAxis, distributionsData, groupsOf, scatterGroups } from './statisticsCharts'
import { statisticsFigureWords } from './statisticsWords'
import { useStatistics } from './useStatistics'

const HEIGHT = 300

/** Saves every image's numbers, the whole run, or the charts as they are looked at. */
export function StatisticsExports({ run, number, against, rows, models, model, judge, isAttacked, ...shown }: Shown) {
  const look = useStatistics((statistics) => statistics.look)
  const selected = hasSelection(look) ? shown.selected : null
  const charts = () => {
    const groups = groupsOf({ rows, models, model, split: look.split, isAttacked })
    return [
      distributions(distributionsData({ groups, number, selected }, rows)),
      scatter(
        columnAxis(number, rows),
        columnAxis(against, rows),
        scatterGroups({ groups, number, selected }, against),
      ),
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
        height: HEIGHT,
        title: 'Statistics of gradients',
        ...statisticsFigureWords({ run, judge, rows }),
      })}
    />
  )
}
