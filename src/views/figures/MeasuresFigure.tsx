import { useCallback } from 'react'
import { drawMeasureChart, type Measure, measureChartHeight } from '../../charts/measureChart'
import { inputSides } from '../../store/questions'
import type { InspectionResult } from '../../store/types'
import { useApp } from '../appContext'
import { correlationText, threeDigits } from '../format'
import { ModelLegend } from './ModelLegend'
import { useChart } from './useChart'
import { type ModelSeries, useModelSeries } from './useModelSeries'

interface MeasureKind extends Omit<Measure, 'values'> {
  readonly of: (inspection: InspectionResult) => number
}

const MEASURES: readonly MeasureKind[] = [
  { title: '‖∇L‖₁, log scale', scale: 'log', format: threeDigits, of: ({ gradientL1 }) => gradientL1 },
  { title: '‖∇L‖₂, log scale', scale: 'log', format: threeDigits, of: ({ gradientL2 }) => gradientL2 },
  {
    title: 'edge alignment r',
    scale: 'correlation',
    format: correlationText,
    of: (result) => result.edgeAlignment ?? Number.NaN,
  },
]

/** Gradient norms and edge alignment of the models on the picture shown. */
export function MeasuresFigure() {
  const series = useModelSeries()
  const hasManySides = useApp((state) => inputSides(state.models).length > 1)
  return (
    <figure className="figure" data-testid="measures-figure">
      <figcaption>
        Gradient norms and edge alignment on this picture
        {hasManySides && <span className="muted">; norms sum over each model’s own number of pixels</span>}
      </figcaption>
      <div className="measures">
        {MEASURES.map((kind) => (
          <MeasureChart key={kind.title} kind={kind} series={series} />
        ))}
      </div>
      <ModelLegend series={series} />
    </figure>
  )
}

function MeasureChart({ kind, series }: { readonly kind: MeasureKind; readonly series: readonly ModelSeries[] }) {
  const draw = useCallback(
    (svg: SVGSVGElement, width: number) => {
      const values = series.map(({ results }) => (results.inspection.value ? kind.of(results.inspection.value) : null))
      drawMeasureChart(svg, { ...kind, values }, series, width)
    },
    [kind, series],
  )
  const svg = useChart(draw)
  return (
    <svg ref={svg} className="chart" role="img" aria-label={kind.title} height={measureChartHeight(series.length)} />
  )
}
