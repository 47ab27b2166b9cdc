import type { ReactNode } from 'react'
import type { Chart } from '../../charts/frame/chart'
import type { ShareInterval } from '../../charts/namedShares'
import type { OutcomeShare } from '../../store/evaluation/evaluation'
import { NO_CLAIMS } from '../../store/evaluation/runClaims'
import { ChartFigure } from '../parts/figures/ChartFigure'
import { ModelName, ResultTable } from '../parts/ResultTable'
import { runTitle } from '../parts/runs/evaluationRunWords'
import { RunFigure } from '../parts/runs/RunFigure'
import { evaluationExports } from './evaluationExports'
import type { ResultsProps } from './resultsProps'

interface AttackResultsProps extends Omit<ResultsProps<'worstCase' | 'ranking'>, 'results'> {
  readonly chart: Chart
  readonly chartCaption: string
  readonly height?: number
  readonly tableCaption: string
  /** Rows of the table, each an attack, with a cell a model. */
  readonly children: ReactNode
}

/** What several attacks reach on each model, as a chart and in a table. */
export function AttackResults(props: AttackResultsProps) {
  const { run, models, attacks, claims = NO_CLAIMS, flags, chart, chartCaption, height, tableCaption, children } = props
  return (
    <RunFigure
      caption={chartCaption}
      chart={
        <ChartFigure
          chart={chart}
          label={runTitle(run)}
          elsewhere="The table below has all the numbers."
          {...(height !== undefined && { height })}
          testId="evaluation-chart"
        />
      }
      beside={flags}
      exports={evaluationExports(run, attacks, claims, () => ({ charts: [chart] }))}
    >
      <ResultTable
        caption={tableCaption}
        corner="attack"
        columns={models.map((model) => <ModelName key={model.id} model={model} />)}
      >
        {children}
      </ResultTable>
    </RunFigure>
  )
}

/** A share with its interval, once it is known. */
export const knownShare = ({ share, interval }: OutcomeShare): ShareInterval | null =>
  share === null || interval === null ? null : { share, ...interval }
