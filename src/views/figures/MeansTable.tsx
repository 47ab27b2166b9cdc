import type { StatisticsRun } from '../../store/statistics/statistics'
import { rowsOf } from '../../store/statistics/statisticsRows'
import { summaryOf } from '../../store/statistics/statisticsSummary'
import { threeDigits, whole } from '../parts/format'
import { ModelName, ResultTable } from '../parts/ResultTable'
import { useRunModels } from '../parts/runModels'
import { MissingNumber } from '../parts/Waiting'

interface MeansTableProps {
  readonly run: StatisticsRun
  /** The number's id and its title. */
  readonly number: { readonly id: string; readonly title: string }
  /** By training. */
  readonly paper: Readonly<Record<string, number>>
}

const TRAININGS: Readonly<Record<string, string>> = {
  natural: 'natural',
  adversarial: 'adversarial',
  'gradient-norm': 'gradient norm',
}

/** Means and medians of a number for each model, and the paper's means. */
export function MeansTable({ run, number, paper }: MeansTableProps) {
  const models = useRunModels(run)
  const rows = rowsOf(run)
  return (
    <ResultTable
      caption={`${number.title}: ours over ${whole(run.plan.indices.length)} chosen images, with 95 % bootstrap intervals of the median; the paper’s are means`}
      corner="model"
      columns={['mean', 'median', '95 % of the median']}
    >
      {models.map((model) => {
        const summary = summaryOf(rows, model.id, number.id)
        return (
          <tr key={model.id}>
            <th scope="row">
              <ModelName model={model} />
            </th>
            <td>{summary ? threeDigits(summary.mean) : <MissingNumber />}</td>
            <td>{summary ? threeDigits(summary.middle.median) : <MissingNumber />}</td>
            <td>
              {summary ? (
                `${threeDigits(summary.middle.low)} to ${threeDigits(summary.middle.high)}`
              ) : (
                <MissingNumber />
              )}
            </td>
          </tr>
        )
      })}
      {Object.entries(paper).map(([training, mean]) => (
        <tr key={training} className="is-paper">
          <th scope="row">paper: Swin-B {TRAININGS[training] ?? training}</th>
          <td>{threeDigits(mean)}</td>
          <td className="muted">–</td>
          <td className="muted">–</td>
        </tr>
      ))}
    </ResultTable>
  )
}
