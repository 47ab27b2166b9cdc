import { useMemo } from 'react'
import { gradientScalar } from '../../../store/compare/gradientScalars'
import { inputFits } from '../../../store/compare/questions'
import { useApp } from '../../parts/appContext'
import { useChartExports } from '../../parts/exports/useChartExports'
import { ChartFigure } from '../../parts/figures/ChartFigure'
import { ExportButtons } from '../../parts/figures/ExportButtons'
import { ModelLegend } from '../../parts/figures/ModelLegend'
import { type ModelSeries, useModelSeries } from '../../parts/figures/useModelSeries'
import { type ChartedMeasure, chartedMeasures } from './chartedMeasures'
import { measureChart, measureCharts } from './comparisonCharts'

/** The models' numbers on the image shown, one chart each. */
export function MeasuresFigure() {
  const series = useModelSeries()
  const display = useApp((state) => state.display)
  const measures = useMemo(() => chartedMeasures(display), [display])
  const hasManySizes = useApp((state) => new Set(inputFits(state.models).map(({ size }) => size)).size > 1)
  const exports = useChartExports('measures', 'Measured on this image', measureCharts)
  const sums = measures.some(({ sumsOverPixels }) => sumsOverPixels)
  return (
    <figure className="figure" data-testid="measures-figure">
      <figcaption>
        Measured on this image, with the gradient of {gradientScalar(display.gradientOf).name}
        {hasManySizes && sums && <span className="muted">; each model’s norms sum over its own number of pixels</span>}
      </figcaption>
      <div className="measures">
        {measures.map((measure) => (
          <MeasureChart key={measure.title} measure={measure} series={series} />
        ))}
      </div>
      <ModelLegend series={series} />
      <ExportButtons {...exports} />
    </figure>
  )
}

interface MeasureChartProps {
  readonly measure: ChartedMeasure
  readonly series: readonly ModelSeries[]
}

function MeasureChart({ measure, series }: MeasureChartProps) {
  const chart = useMemo(() => measureChart(measure, series), [measure, series])
  return <ChartFigure chart={chart} label={measure.title.replaceAll('_', '')} />
}
