import { type KeyboardEvent, type PointerEvent, type ReactNode, useCallback } from 'react'
import { drawStepChart, nearestStep, type StepChart, stepScales } from '../../charts/stepCurves'
import { useChart } from '../parts/figures/useChart'

const HEIGHT = 190

interface StepFigureProps {
  /** Memoise it. */
  readonly chart: StepChart
  /** What the chart shows, in a few words. */
  readonly label: string
  /** Shown below the chart: the values at the selected step, or at the end. */
  readonly readout: ReactNode
  readonly testId: string
  readonly onLook: (step: number | null) => void
}

/** Curves against the step. The pointer or the arrow keys select the step that all figures of the run show. */
export function StepFigure({ chart, label, readout, testId, onLook }: StepFigureProps) {
  const draw = useCallback(
    (svg: SVGSVGElement, width: number) => drawStepChart(svg, chart, { width, height: HEIGHT }),
    [chart],
  )
  const svg = useChart(draw)

  function lookAt(event: PointerEvent<SVGSVGElement>): void {
    const box = event.currentTarget.getBoundingClientRect()
    const { x } = stepScales(chart, { width: box.width, height: box.height })
    onLook(nearestStep(chart, x.invert(event.clientX - box.left)))
  }

  function move(event: KeyboardEvent): void {
    if (event.key === 'Escape') onLook(null)
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const steps = [...new Set(chart.series.flatMap(({ points }) => points.map(({ step }) => step)))].sort(
      (a, b) => a - b,
    )
    if (by === 0 || steps.length === 0) return
    event.preventDefault()
    const at = steps.findLastIndex((step) => step <= (chart.looked ?? Number.POSITIVE_INFINITY))
    onLook(steps[Math.min(steps.length - 1, Math.max(0, at + by))] ?? null)
  }

  return (
    <figure className="step-figure">
      <svg
        ref={svg}
        className="chart is-live"
        role="img"
        aria-label={`${label}. The arrow keys select a step.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys select the step
        tabIndex={0}
        height={HEIGHT}
        data-testid={testId}
        onPointerMove={lookAt}
        onPointerDown={lookAt}
        onPointerLeave={() => onLook(null)}
        onKeyDown={move}
        onBlur={() => onLook(null)}
      />
      <figcaption className="step-readout">{readout}</figcaption>
    </figure>
  )
}
