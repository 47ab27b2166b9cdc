import { type ReactNode, useMemo, useState } from 'react'
import { drawTransferMatrix, type TransferChart, transferMatrixHeight } from '../../charts/transferMatrix'
import type { AttackDescription } from '../../engine/evaluation/types'
import type { EvaluationResults, EvaluationRun } from '../../store/evaluation/evaluation'
import { exportCsv, exportJson, exportName } from '../../store/evaluation/evaluationExport'
import { EXPORT_WIDTH, ExportButtons } from '../parts/figures/ExportButtons'
import type { RunModel } from '../parts/runModels'
import { evaluationFigureWords, runTitle } from '../parts/runs/evaluationRunWords'
import { missingNumber } from '../parts/Waiting'
import { transferChart } from './runCharts'
import { TransferFigure } from './TransferFigure'
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
  const [looked, setLooked] = useState<TransferChart['looked']>(null)
  const missing = missingNumber(run.status === 'running')
  const chart = useMemo(() => transferChart(results, models, missing), [results, models, missing])
  return (
    <>
      <div className="run-figure">
        <figure className="figure">
          <figcaption className="note">
            Accuracy on perturbations made for another model; framed: for the model itself. “Fooled” counts only images
            that the model classifies correctly without an attack
          </figcaption>
          <TransferFigure chart={chart} onLook={setLooked} />
        </figure>
        {flags}
      </div>
      <ExportButtons
        name={exportName(run)}
        csv={() => exportCsv(run)}
        json={() => exportJson(run)}
        figure={() => ({
          width: EXPORT_WIDTH,
          height: transferMatrixHeight(models.length),
          draw: (svg, size) => drawTransferMatrix(svg, chart, size),
          title: runTitle(run),
          ...evaluationFigureWords(run, attacks),
          legend: [],
        })}
      />
      <TransferTable cells={results.cells} models={models} looked={looked} />
    </>
  )
}
