import { type ReactNode, useMemo } from 'react'
import { type StepData, stepCurves } from '../../charts/stepCurves'
import { ChartFigure } from '../parts/figures/ChartFigure'

const HEIGHT = 190

interface StepFigureProps {
  /** Memoise it. */
  readonly data: StepData
  /** What the chart shows, in a few words. */
  readonly label: string
  /** Shown below the chart: the values at the selected step, or at the end. */
  readonly readout: ReactNode
  readonly testId: string
  /** The step that all figures of the run show, or null. */
  readonly looked: number | null
  readonly onLook: (step: number | null) => void
}

/** Curves against the step. The pointer or the arrow keys select the step that all figures of the run show. */
export function StepFigure({ data, label, readout, testId, looked, onLook }: StepFigureProps) {
  const chart = useMemo(() => stepCurves(data), [data])
  return (
    <figure className="step-figure">
      <ChartFigure
        chart={chart}
        label={label}
        height={HEIGHT}
        testId={testId}
        looked={looked}
        onLook={onLook}
        readout={() => <figcaption className="step-readout">{readout}</figcaption>}
      />
    </figure>
  )
}
