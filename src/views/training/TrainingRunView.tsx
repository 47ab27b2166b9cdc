import { useState } from 'react'
import { stepCurves } from '../../charts/stepCurves'
import { countOf } from '../../countOf'
import type { TrainingRun } from '../../store/training/training'
import { trainingCsv, trainingExportName, trainingJson } from '../../store/training/trainingExport'
import { ExportButtons } from '../parts/figures/ExportButtons'
import { whole } from '../parts/format'
import { RunHead } from '../parts/runs/RunHead'
import { objectiveName, objectiveSettings, trainingFacts, trainingFigureWords } from '../parts/runs/trainingWords'
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
      {!run.resultsOnly && <MapsFigure run={run} looked={looked} onChoose={setChosen} />}
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
  const { status, step, steps, form, start, data } = run
  return (
    <RunHead
      kind="training"
      title={`${start.name} → ${objectiveName(form.objective, offered)}`}
      about={
        <>
          {objectiveSettings(form.objective, offered)}; {data.dataSet.name}
          {data.trainImages > 0 && `, ${countOf(data.trainImages, 'image')}`}
        </>
      }
      shareDone={step / Math.max(1, steps)}
      progress={status !== 'done' && `, step ${whole(step)} of ${whole(steps)}`}
      facts={trainingFacts(run, offered)}
    />
  )
}
