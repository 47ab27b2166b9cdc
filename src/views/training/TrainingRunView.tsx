import { useState } from 'react'
import { stepCurves } from '../../charts/stepCurves'
import { countOf } from '../../countOf'
import { ELSEWHERE_STATUS } from '../../store/runs/openRuns'
import type { TrainingRun } from '../../store/training/training'
import { trainingCsv, trainingExportName, trainingJson } from '../../store/training/trainingExport'
import { Facts } from '../parts/Facts'
import { ExportButtons } from '../parts/figures/ExportButtons'
import { whole } from '../parts/format'
import {
  objectiveName,
  objectiveSettings,
  TRAINING_STATUS,
  trainingFacts,
  trainingFigureWords,
} from '../parts/runs/trainingWords'
import { BeforeAfterTable } from './BeforeAfterTable'
import { CurvesFigures } from './CurvesFigures'
import { MapsFigure } from './MapsFigure'
import { ResultActions } from './ResultActions'
import { TrainingNotices } from './TrainingNotices'
import { trainingCharts } from './trainingCharts'
import { useTraining } from './useTraining'

/** A training during and after its run: maps, curves and results, all at the same step. */
export function TrainingRunView({ run }: { readonly run: TrainingRun }) {
  const [chosen, setChosen] = useState<number | null>(null)
  const [hovered, setHovered] = useState<number | null>(null)
  const looked = hovered ?? chosen
  return (
    <div className="run" data-testid="training-run" data-status={run.status} data-step={run.step}>
      <Head run={run} />
      <TrainingNotices run={run} />
      <ResultActions run={run} />
      <MapsFigure run={run} looked={looked} onChoose={setChosen} />
      <CurvesFigures run={run} looked={looked} onLook={setHovered} />
      <BeforeAfterTable run={run} looked={looked} />
      {run.evaluations.length > 0 && <TrainingExports run={run} />}
    </div>
  )
}

function TrainingExports({ run }: { readonly run: TrainingRun }) {
  const offered = useTraining((training) => training.offered)
  return (
    <ExportButtons
      name={trainingExportName(run)}
      csv={() => trainingCsv(run)}
      json={() => trainingJson(run)}
      figure={() => ({
        charts: trainingCharts(run).map(stepCurves),
        title: `${run.start.name} → ${objectiveName(run.form.objective, offered)}`,
        ...trainingFigureWords(run, offered),
      })}
    />
  )
}

function Head({ run }: { readonly run: TrainingRun }) {
  const offered = useTraining((training) => training.offered)
  const isElsewhere = useTraining((training) => training.isElsewhere)
  const { status, step, steps, form, start, data } = run
  return (
    <header className="run-head">
      <h2>
        {start.name} → {objectiveName(form.objective, offered)}
        <span className="muted">
          {' '}
          {objectiveSettings(form.objective, offered)}; {data.dataSet.name}
          {data.trainImages > 0 && `, ${countOf(data.trainImages, 'image')}`}
        </span>
      </h2>
      <p className={`run-status is-${status}`} role="status" data-testid="run-status">
        {isElsewhere ? ELSEWHERE_STATUS : TRAINING_STATUS[status]}
        {status !== 'done' && `, step ${whole(step)} of ${whole(steps)}`}
      </p>
      {(status === 'preparing' || status === 'running' || status === 'paused') && (
        <span className="run-line" aria-hidden="true">
          <span style={{ transform: `scaleX(${step / Math.max(1, steps)})` }} />
        </span>
      )}
      <details className="run-facts">
        <summary>Made with</summary>
        <Facts facts={trainingFacts(run, offered)} />
      </details>
    </header>
  )
}
