import { geometricMean } from '../../numbers/geometricMean'
import { PAPER_TRAININGS } from '../../store/figures/paper'
import type { StatisticsRun } from '../../store/statistics/statistics'
import { columnValues, rowsOf } from '../../store/statistics/statisticsRows'
import { summaryOf } from '../../store/statistics/statisticsSummary'
import { threeDigits, whole } from '../parts/format'
import { ModelName, ResultTable } from '../parts/ResultTable'
import { useRunModels } from '../parts/runModels'
import { MissingNumber } from '../parts/Waiting'
import type { FigureNumber } from './types'

interface MeansTableProps {
  readonly run: StatisticsRun
  readonly number: FigureNumber
}

/** Means and medians of a number for each model, and the paper's means. */
export function MeansTable({ run, number: { id, title, paper, meanLog10 } }: MeansTableProps) {
  const models = useRunModels(run)
  const rows = rowsOf(run)
  return (
    <ResultTable
      caption={`${title}: ours over ${whole(run.plan.indices.length)} chosen images, with 95 % bootstrap intervals of the median; geometric means are of positive values; the paper’s are means`}
      corner="model"
      columns={['mean', 'geometric mean', 'median', '95 % of the median']}
    >
      {models.map((model) => {
        const summary = summaryOf(rows, model.id, id)
        const own = rows.filter(({ modelId }) => modelId === model.id)
        const geometric = geometricMean(columnValues(own, id))
        return (
          <tr key={model.id}>
            <th scope="row">
              <ModelName model={model} />
            </th>
            <td>{summary ? threeDigits(summary.mean) : <MissingNumber />}</td>
            <td>{geometric === null ? <MissingNumber /> : threeDigits(geometric)}</td>
            <td>{summary ? threeDigits(summary.middle.median) : <MissingNumber />}</td>
            <td>
              {summary?.middle.low != null && summary.middle.high !== null ? (
                `${threeDigits(summary.middle.low)} to ${threeDigits(summary.middle.high)}`
              ) : (
                <MissingNumber />
              )}
            </td>
          </tr>
        )
      })}
      {Object.entries(paper).map(([training, mean]) => {
        const log10 = meanLog10?.[training]
        return (
          <tr key={training} className="is-paper">
            <th scope="row">paper: Swin-B {PAPER_TRAININGS[training] ?? training}</th>
            <td>{threeDigits(mean)}</td>
            <td>{log10 === undefined ? '–' : threeDigits(10 ** log10)}</td>
            <td>–</td>
            <td>–</td>
          </tr>
        )
      })}
    </ResultTable>
  )
}
