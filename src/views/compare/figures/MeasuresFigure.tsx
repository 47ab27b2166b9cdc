import { useCallback, useMemo } from 'react'
import { drawMeasureChart, type MeasureMark, measureChartHeight } from '../../../charts/measureChart'
import { type GradientScalarId, gradientScalar } from '../../../store/compare/gradientScalars'
import { inputSizes } from '../../../store/compare/questions'
import type { QuantityResults } from '../../../store/types'
import { useApp } from '../../parts/appContext'
import { ModelLegend } from '../../parts/figures/ModelLegend'
import { useChart } from '../../parts/figures/useChart'
import { type ModelSeries, useModelSeries } from '../../parts/figures/useModelSeries'
import { correlationText, threeDigits } from '../../parts/format'

interface MeasureKind extends Omit<MeasureMark, 'values'> {
  /** null if it is not computed yet, or was computed for another scalar, which does not fit these axes. */
  readonly of: (quantities: QuantityResults) => number | null
}

function measuresOf(gradientOf: GradientScalarId): readonly MeasureKind[] {
  const norm = (order: 'l1' | 'l2', sign: string): MeasureKind => ({
    title: `‖∇${gradientScalar(gradientOf).symbol}‖${sign}, log scale`,
    scale: 'log',
    format: threeDigits,
    of: ({ gradient: { value } }) => (value?.gradientOf === gradientOf ? value[order] : null),
  })
  return [
    norm('l1', '₁'),
    norm('l2', '₂'),
    {
      title: 'edge alignment r',
      scale: 'correlation',
      format: correlationText,
      of: ({ alignment: { value } }) => (value?.gradientOf === gradientOf ? (value.correlation ?? Number.NaN) : null),
    },
  ]
}

/** Gradient norms and edge alignment of each model on the current image. */
export function MeasuresFigure() {
  const series = useModelSeries()
  const gradientOf = useApp((state) => state.display.gradientOf)
  const { name } = gradientScalar(gradientOf)
  const measures = useMemo(() => measuresOf(gradientOf), [gradientOf])
  const hasManySizes = useApp((state) => inputSizes(state.models).length > 1)
  return (
    <figure className="figure" data-testid="measures-figure">
      <figcaption>
        Norms and edge alignment of the gradient of {name} on this image
        {hasManySizes && <span className="muted">; each model’s norms sum over its own number of pixels</span>}
      </figcaption>
      <div className="measures">
        {measures.map((kind) => (
          <MeasureChart key={kind.title} kind={kind} series={series} />
        ))}
      </div>
      <ModelLegend series={series} />
    </figure>
  )
}

interface MeasureChartProps {
  readonly kind: MeasureKind
  readonly series: readonly ModelSeries[]
}

function MeasureChart({ kind, series }: MeasureChartProps) {
  const draw = useCallback(
    (svg: SVGSVGElement, width: number) => {
      const values = series.map(({ results }) => kind.of(results.quantities))
      drawMeasureChart(svg, { ...kind, values }, series, width)
    },
    [kind, series],
  )
  const svg = useChart(draw)
  return (
    <svg ref={svg} className="chart" role="img" aria-label={kind.title} height={measureChartHeight(series.length)} />
  )
}
