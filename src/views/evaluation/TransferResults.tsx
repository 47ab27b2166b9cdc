import { type ReactNode, useMemo, useState } from 'react'
import type { CellPlace } from '../../charts/readOff/overCells'
import { transferMatrix } from '../../charts/transferMatrix'
import type { AttackDescription } from '../../engine/evaluation/types'
import type { EvaluationResults, EvaluationRun } from '../../store/evaluation/evaluation'
import { exportCsv, exportJson, exportName } from '../../store/evaluation/evaluationExport'
import { ChartFigure } from '../parts/figures/ChartFigure'
import { ExportButtons } from '../parts/figures/ExportButtons'
import type { RunModel } from '../parts/runModels'
import { evaluationFigureWords, runTitle } from '../parts/runs/evaluationRunWords'
import { missingNumber } from '../parts/Waiting'
import { transferChart } from './runCharts'
import { TransferTable } from './TransferTable'

interface TransferResultsProps {
  readonly run: EvaluationRun
  readonly results: Extract<EvaluationResults, { readonly id: 'transfer' }>
  readonly models: readonly RunModel[]
  readonly attacks: readonly AttackDescription[]
  readonly flags: ReactNode
}

/** The transfer matrix, with its numbers in a table. */
export function TransferResults({ run, results, models, attacks, flags }: TransferResultsProps) {
  const [looked, setLooked] = useState<CellPlace | null>(null)
  const missing = missingNumber(run.status === 'running')
  const chart = useMemo(() => transferMatrix(transferChart(results, models, missing)), [results, models, missing])
  return (
    <>
      <div className="run-figure">
        <figure className="figure">
          <figcaption className="note">
            Accuracy on perturbations made for another model; framed: for the model itself. “Fooled” counts only images
            that the model classifies correctly without an attack
          </figcaption>
          <ChartFigure
            chart={chart}
            label="Accuracy of each model on the perturbations made for each model"
            elsewhere="The table below has all the numbers."
            testId="evaluation-chart"
            onLook={setLooked}
          />
        </figure>
        {flags}
      </div>
      <ExportButtons
        name={exportName(run)}
        csv={() => exportCsv(run)}
        json={() => exportJson(run)}
        figure={() => ({
          charts: [chart],
          title: runTitle(run),
          ...evaluationFigureWords(run, attacks),
        })}
      />
      <TransferTable cells={results.cells} models={models} looked={looked && pairOf(looked, models)} />
    </>
  )
}

function pairOf({ row, column }: CellPlace, models: readonly RunModel[]) {
  const [from, to] = [models[row], models[column]]
  return from && to ? { from: from.id, to: to.id } : null
}
