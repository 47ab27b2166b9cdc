import { type ReactNode, useMemo } from 'react'
import { pointAt } from '../../charts/readOff/alongX'
import { type StepData, stepCurves } from '../../charts/stepCurves'
import { isMoving } from '../../store/runs/run'
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
  const loss = useMemo(() => lossChart(charted), [charted])
  const accuracy = useMemo(() => accuracyChart(charted), [charted])
  const norm = useMemo(() => normChart(charted), [charted])
  const alignment = useMemo(() => alignmentChart(charted), [charted])
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
        data={accuracy}
        label="Clean and robust accuracy on held-out images against the step"
        testId="accuracy-chart"
        looked={looked}
        onLook={onLook}
        readout={measured(({ robust, wrong, images }) => (
          <>
            clean <ShareText count={images - wrong} images={images} />, PGD-{form.attack.steps}{' '}
            <ShareText count={robust} images={images} />
          </>
        ))}
      />
      <StepFigure
        data={loss}
        label="Terms of the loss against the step"
        testId="loss-chart"
        looked={looked}
        onLook={onLook}
        readout={<LossReadout data={loss} looked={looked} />}
      />
      <StepFigure
        data={norm}
        label="Mean L1 norm of the gradient on held-out images against the step"
        testId="norm-chart"
        looked={looked}
        onLook={onLook}
        readout={measured(({ meanGradientL1 }) => `‖∇L‖₁ = ${threeDigits(meanGradientL1)}`)}
      />
      <StepFigure
        data={alignment}
        label="Mean edge alignment of the gradient on held-out images against the step"
        testId="alignment-chart"
        looked={looked}
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

function LossReadout({ data, looked }: { readonly data: StepData; readonly looked: number | null }) {
  const { series } = useMemo(() => stepCurves(data), [data])
  const said = series.flatMap(({ name, points }) => {
    const point = pointAt(points, looked ?? Number.POSITIVE_INFINITY, 'latest')
    return point === undefined ? [] : [{ step: point.x, words: `${name} ${threeDigits(point.y)}` }]
  })
  const [first] = said
  if (first === undefined) return <span className="muted">no step</span>
  return (
    <>
      <strong>step {whole(first.step)}</strong> {said.map(({ words }) => words).join(', ')}{' '}
      <span className="muted">running means</span>
    </>
  )
}
