import { useCallback } from 'react'
import { drawLambdaChart } from '../../charts/lambdaCurves'
import type { LambdaSweep } from '../../store/finetune'
import { useChart } from '../figures/useChart'
import { sweepChart } from './sweepChart'

const HEIGHT = 280

/** Clean and robust accuracy over lambda, as the trainings end. */
export function SweepFigure({ sweep }: { readonly sweep: LambdaSweep }) {
  const draw = useCallback(
    (svg: SVGSVGElement, width: number) => drawLambdaChart(svg, sweepChart(sweep), { width, height: HEIGHT }),
    [sweep],
  )
  const svg = useChart(draw)
  return (
    <figure className="figure sweep-figure">
      <svg
        ref={svg}
        className="chart"
        role="img"
        aria-label="Clean and robust accuracy against lambda. The table below has all its numbers."
        height={HEIGHT}
        data-testid="sweep-chart"
      />
      <figcaption className="note">
        Whiskers: 95 % intervals (Wilson). Dotted: before training. ✕: the training collapsed, and the model is its last
        good one.
      </figcaption>
    </figure>
  )
}
