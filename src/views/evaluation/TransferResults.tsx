import { useMemo, useState } from 'react'
import type { CellPlace } from '../../charts/readOff/overCells'
import { transferMatrix } from '../../charts/transferMatrix'
import { NO_CLAIMS } from '../../store/evaluation/runClaims'
import { isMoving } from '../../store/runs/run'
import { ChartFigure } from '../parts/figures/ChartFigure'
import type { RunModel } from '../parts/runModels'
import { RunFigure } from '../parts/runs/RunFigure'
import { missingNumber } from '../parts/Waiting'
import { CopyAsPython } from './CopyAsPython'
import { evaluationExports } from './evaluationExports'
import type { ResultsProps } from './resultsProps'
import { transferChart } from './runCharts'
import { TransferTable } from './TransferTable'

type TransferResultsProps = ResultsProps<'transfer'>

/** The transfer matrix, with its numbers in a table. */
export function TransferResults({ run, results, models, attacks, claims = NO_CLAIMS, flags }: TransferResultsProps) {
  const [looked, setLooked] = useState<CellPlace | null>(null)
  const missing = missingNumber(isMoving(run))
  const chart = useMemo(() => transferMatrix(transferChart(results, models, missing)), [results, models, missing])
  return (
    <RunFigure
      caption="Accuracy on perturbations made for another model; framed: for the model itself. “Fooled” counts only images that the model classifies correctly without an attack"
      chart={
        <ChartFigure
          chart={chart}
          label="Accuracy of each model on the perturbations made for each model"
          elsewhere="The table below has all the numbers."
          testId="evaluation-chart"
          onLook={setLooked}
        />
      }
      beside={flags}
      exports={{ ...evaluationExports(run, attacks, claims, () => ({ charts: [chart] })), more: <CopyAsPython /> }}
    >
      <TransferTable cells={results.cells} models={models} looked={looked && pairOf(looked, models)} />
    </RunFigure>
  )
}

function pairOf({ row, column }: CellPlace, models: readonly RunModel[]) {
  const [from, to] = [models[row], models[column]]
  return from && to ? { from: from.id, to: to.id } : null
}
