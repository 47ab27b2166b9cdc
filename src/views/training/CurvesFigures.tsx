import { type ReactNode, useMemo } from 'react'
import { pointAtStep, type StepChart, shownPoints } from '../../charts/stepCurves'
import { isMoving } from '../../store/runs/openRuns'
import type { HeldOutEvaluation, TrainingRun } from '../../store/training/training'
import { threeDigits, whole } from '../parts/format'
import { AlignmentText } from './AlignmentText'
import { ShareText } from './ShareText'
import { StepFigure } from './StepFigure'
import { accuracyChart, alignmentChart, evaluationAt, lossChart, normChart } from './trainingCharts'

interface CurvesFiguresProps {
  readonly run: TrainingRun
  readonly looked: number | null
  readonly onLook: (step: number | null) => void
}

/** Training curves: accuracy, the terms of the loss, the gradient's norm, and its edge alignment. */
export function CurvesFigures({ run, looked, onLook }: CurvesFiguresProps) {
  const { steps, series, terms, evaluations, divergences, form } = run
  const charted = useMemo(
    () => ({ steps, series, ...(terms && { terms }), evaluations, divergences, form }),
    [steps, series, terms, evaluations, divergences, form],
  )
  const loss = useMemo(() => lossChart(charted, looked), [charted, looked])
  const accuracy = useMemo(() => accuracyChart(charted, looked), [charted, looked])
  const norm = useMemo(() => normChart(charted, looked), [charted, looked])
  const alignment = useMemo(() => alignmentChart(charted, looked), [charted, looked])
  const evaluation = evaluationAt(evaluations, looked)
  const measured = (of: (evaluation: HeldOutEvaluation) => ReactNode) =>
    evaluation === undefined ? (
      <span className="muted">{isMoving(run) ? 'not measured yet' : 'not measured'}</span>
    ) : (
      <>
        <strong>step {whole(evaluation.step)}</strong> {of(evaluation)}{' '}
        <span className="muted">n = {whole(evaluation.images)}</span>
      </>
    )
  return (
    <div className="step-figures">
      <StepFigure
        chart={accuracy}
        label="Clean and robust accuracy on held-out images against the step"
        testId="accuracy-chart"
        onLook={onLook}
        readout={measured(({ robust, wrong, images }) => (
          <>
            clean <ShareText count={images - wrong} images={images} />, PGD-{form.attack.steps}{' '}
            <ShareText count={robust} images={images} />
          </>
        ))}
      />
      <StepFigure
        chart={loss}
        label="Terms of the loss against the step"
        testId="loss-chart"
        onLook={onLook}
        readout={<LossReadout chart={loss} />}
      />
      <StepFigure
        chart={norm}
        label="Mean L1 norm of the gradient on held-out images against the step"
        testId="norm-chart"
        onLook={onLook}
        readout={measured(({ meanGradientL1 }) => `‖∇L‖₁ = ${threeDigits(meanGradientL1)}`)}
      />
      <StepFigure
        chart={alignment}
        label="Mean edge alignment of the gradient on held-out images against the step"
        testId="alignment-chart"
        onLook={onLook}
        readout={measured((evaluation) => (
          <>
            r = <AlignmentText {...evaluation} />
          </>
        ))}
      />
    </div>
  )
}

function LossReadout({ chart }: { readonly chart: StepChart }) {
  const at = chart.looked ?? Number.POSITIVE_INFINITY
  const points = chart.series.map((series) => ({ series, point: pointAtStep(shownPoints(chart, series), at) }))
  const step = points[0]?.point?.step
  if (step === undefined) return <span className="muted">no step</span>
  return (
    <>
      <strong>step {whole(step)}</strong>{' '}
      {points
        .flatMap(({ series, point }) => (point === undefined ? [] : [`${series.label} ${threeDigits(point.value)}`]))
        .join(', ')}{' '}
      <span className="muted">running means</span>
    </>
  )
}
