import { useCallback, useMemo } from 'react'
import { drawMeasureChart, type MeasureMark, measureChartHeight } from '../../../charts/measureChart'
import { type GradientQuantityId, gradientQuantity } from '../../../store/compare/gradientQuantities'
import { inputSides } from '../../../store/compare/questions'
import type { InspectionResult } from '../../../store/types'
import { useApp } from '../../parts/appContext'
import { ModelLegend } from '../../parts/figures/ModelLegend'
import { useChart } from '../../parts/figures/useChart'
import { type ModelSeries, useModelSeries } from '../../parts/figures/useModelSeries'
import { correlationText, threeDigits } from '../../parts/format'

interface MeasureKind extends Omit<MeasureMark, 'values'> {
  readonly of: (inspection: InspectionResult) => number
}

const measuresOf = (symbol: string): readonly MeasureKind[] => [
  { title: `‖∇${symbol}‖₁, log scale`, scale: 'log', format: threeDigits, of: ({ gradientL1 }) => gradientL1 },
  { title: `‖∇${symbol}‖₂, log scale`, scale: 'log', format: threeDigits, of: ({ gradientL2 }) => gradientL2 },
  {
    title: 'edge alignment r',
    scale: 'correlation',
    format: correlationText,
    of: (result) => result.edgeAlignment ?? Number.NaN,
  },
]

/** Gradient norms and edge alignment of the models on the image shown. */
export function MeasuresFigure() {
  const series = useModelSeries()
  const gradientOf = useApp((state) => state.display.gradientOf)
  const { name, symbol } = gradientQuantity(gradientOf)
  const measures = useMemo(() => measuresOf(symbol), [symbol])
  const hasManySides = useApp((state) => inputSides(state.models).length > 1)
  return (
    <figure className="figure" data-testid="measures-figure">
      <figcaption>
        Norms and edge alignment of the gradient of {name} on this image
        {hasManySides && <span className="muted">; norms sum over each model’s own number of pixels</span>}
      </figcaption>
      <div className="measures">
        {measures.map((kind) => (
          <MeasureChart key={kind.title} kind={kind} gradientOf={gradientOf} series={series} />
        ))}
      </div>
      <ModelLegend series={series} />
    </figure>
  )
}

interface MeasureChartProps {
  readonly kind: MeasureKind
  readonly gradientOf: GradientQuantityId
  readonly series: readonly ModelSeries[]
}

function MeasureChart({ kind, gradientOf, series }: MeasureChartProps) {
  const draw = useCallback(
    (svg: SVGSVGElement, width: number) => {
      // Results that are still of another quantity do not belong on these axes.
      const values = series.map(({ results: { inspection } }) =>
        inspection.value?.gradientOf === gradientOf ? kind.of(inspection.value) : null,
      )
      drawMeasureChart(svg, { ...kind, values }, series, width)
    },
    [kind, gradientOf, series],
  )
  const svg = useChart(draw)
  return (
    <svg ref={svg} className="chart" role="img" aria-label={kind.title} height={measureChartHeight(series.length)} />
  )
}
