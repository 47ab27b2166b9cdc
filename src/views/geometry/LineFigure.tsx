import { useCallback } from 'react'
import { directionWords } from '../../store/geometry/geometry'
import type { AppState } from '../../store/types'
import { useActions, useApp } from '../parts/appContext'
import { useChartExports } from '../parts/exports/useChartExports'
import { ChartFigure } from '../parts/figures/ChartFigure'
import { ComputedFigure, isAnyComputed } from '../parts/figures/ComputedFigure'
import { ExportButtons } from '../parts/figures/ExportButtons'
import { ModelLegend } from '../parts/figures/ModelLegend'
import { type GeometryLine, LINES, lineCharts } from './geometryFigures'
import { LineTable } from './LineTable'
import { useGeometry } from './useGeometry'

const HEIGHT = 220
const NAMES = ['the loss', '‖∇L‖₁', 'normalised curvature']

/** Loss, norm of the gradient and curvature along a line from the image, a curve a model. */
export function LineFigure({ along }: { readonly along: GeometryLine }) {
  const step = useApp(({ geometry }) => geometry.form.step)
  const isOnItsWay = useApp(({ geometry }) => isAnyComputed(geometry.figures))
  const { retryGeometry } = useActions()
  const chartsOf = useCallback((state: AppState) => lineCharts(state, along), [along])
  const { along: line, curvature } = LINES[along]
  const { made: charts, models } = useGeometry([line, curvature], chartsOf)
  const own = models.slice(0, models.length / 2)
  const { title: towards, about } = directionWords(along === 'attack' ? 'attack' : step)
  const title = `Along ${towards}`
  const exports = useChartExports(
    along === 'attack' ? 'curves along the attack' : 'curves along the gradient',
    title,
    chartsOf,
  )
  return (
    <ComputedFigure
      className="geometry-figure"
      testId={`geometry-${along}`}
      of={models}
      isOnItsWay={isOnItsWay}
      onRetry={retryGeometry}
      isCaptionAbove
      caption={
        <>
          <strong>{title}</strong> {about} Dashed: what the gradient at the image foretells.
          {along === 'attack' && ' Images beyond the attacked one are not clipped to [0, 1].'}
        </>
      }
    >
      <div className="geometry-charts">
        {charts.map((chart, place) => (
          <div key={NAMES[place]}>
            <ChartFigure chart={chart} label={`${title}: ${NAMES[place]}`} height={HEIGHT} />
          </div>
        ))}
      </div>
      <ModelLegend series={own} />
      <ExportButtons {...exports} />
      <details>
        <summary>The numbers at the image and {along === 'attack' ? 'at the attacked image' : 'a step away'}</summary>
        <LineTable along={along} />
      </details>
    </ComputedFigure>
  )
}
