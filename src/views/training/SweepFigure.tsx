import { useMemo } from 'react'
import { lambdaCurves } from '../../charts/lambdaCurves'
import { countOf } from '../../countOf'
import { attackWords } from '../../store/judgeWords'
import type { LambdaSweep, TrainingDescription } from '../../store/training/training'
import { sweepCsv, sweepExportName, sweepJson } from '../../store/training/trainingExport'
import { ChartFigure } from '../parts/figures/ChartFigure'
import { ExportButtons } from '../parts/figures/ExportButtons'
import { environmentsText, startedText } from '../parts/format'
import { modelsWords } from '../parts/models/names'
import { objectiveSettings } from '../parts/runs/trainingWords'
import { sweepChart } from './sweepChart'
import { useTraining } from './useTraining'

const HEIGHT = 280

/** Clean and robust accuracy against lambda, with a point for each finished training. */
export function SweepFigure({ sweep }: { readonly sweep: LambdaSweep }) {
  const offered = useTraining((training) => training.offered)
  const chart = useMemo(() => lambdaCurves(sweepChart(sweep)), [sweep])
  return (
    <>
      <figure className="figure sweep-figure">
        <ChartFigure
          chart={chart}
          label="Clean and robust accuracy against lambda"
          elsewhere="The table below has all the numbers."
          height={HEIGHT}
          testId="sweep-chart"
        />
        <figcaption className="note">
          Whiskers: 95 % intervals (Wilson). Dotted: before training. ✕: the training diverged, and its last good model
          is shown.
        </figcaption>
      </figure>
      <ExportButtons
        name={sweepExportName(sweep)}
        csv={() => sweepCsv(sweep)}
        json={() => sweepJson(sweep)}
        figure={() => ({
          charts: [chart],
          height: HEIGHT,
          ...exportWords(sweep, offered),
        })}
      />
    </>
  )
}

/** The sweep's settings, printed around the exported chart. */
function exportWords(
  { plan: { form, start, data }, before, entries, startedAt, environments }: LambdaSweep,
  offered: TrainingDescription | null,
) {
  const { lambda: _, ...settings } = form.objective.settings
  const done = entries.filter(({ figures }) => figures !== null).length
  return {
    title: `Clean and robust accuracy against λ: ${start.name}`,
    lines: [
      `model: ${modelsWords([start])}`,
      `data: ${data.dataSet.name}; ${before === null ? 'nothing measured yet' : countOf(before.images, 'held-out image')}; whiskers are 95 % intervals (Wilson)`,
      `robust: ${attackWords(form)}`,
      ...(done < entries.length ? [`unfinished: ${done} of ${countOf(entries.length, 'training')}`] : []),
    ],
    notes: [
      `objective: ${form.objective.id}; ${objectiveSettings({ ...form.objective, settings }, offered)}; ${countOf(entries[0]?.steps ?? form.sweep.steps, 'step')} each, batches of ${form.batchSize}, seed ${form.seed}`,
      `started: ${startedText(startedAt)}`,
      `computed on: ${environmentsText(environments)}`,
    ],
  }
}
