import { useMemo } from 'react'
import { largestOf, smallestOf } from '../../numbers/extremes'
import { csv } from '../../store/csv'
import { directionWords } from '../../store/geometry/geometry'
import type { AppState } from '../../store/types'
import { useActions, useApp, useAppState } from '../parts/appContext'
import { useChartExports } from '../parts/exports/useChartExports'
import { ChartFigure } from '../parts/figures/ChartFigure'
import { ComputedFigure, isAnyComputed } from '../parts/figures/ComputedFigure'
import { ExportButtons } from '../parts/figures/ExportButtons'
import { threeDigits } from '../parts/format'
import { formatLevel, type SurfaceOfModel, surfaceChart, surfacesOf } from './geometryFigures'
import { useGeometry } from './useGeometry'

const HEIGHT = 260

const surfaceCharts = (state: AppState) => surfacesOf(state).map(surfaceChart)

/** The loss over the gradient and a random direction, a contour chart a model. */
export function SurfaceFigure() {
  const { step, seed, levels } = useApp(({ geometry }) => geometry.form)
  const isOnItsWay = useApp(({ geometry }) => isAnyComputed(geometry.figures))
  const { retryGeometry } = useActions()
  const stateNow = useAppState()
  const { made: surfaces, models } = useGeometry(['surface'], surfacesOf)
  const exports = useChartExports('loss surfaces', 'Loss surface', surfaceCharts)
  return (
    <ComputedFigure
      className="geometry-figure"
      testId="geometry-surface"
      of={models}
      isOnItsWay={isOnItsWay}
      onRetry={retryGeometry}
      isCaptionAbove
      caption={
        <>
          <strong>Loss surface</strong> To the right: {directionWords(step).title} at the image, which is the dot.
          Upwards: a random direction of the same size, each value up or down by chance (seed {seed}). Lines join images
          of one loss, in nats;{' '}
          {levels === 'shared' ? 'all models have the same lines.' : 'each model has lines of its own range.'}
        </>
      }
    >
      <div className="geometry-surfaces">
        {surfaces.map((surface) => (
          <SurfaceChart key={surface.id} surface={surface} />
        ))}
      </div>
      {surfaces.length > 0 && <ExportButtons {...exports} csv={() => surfaceCsv(surfacesOf(stateNow()))} />}
    </ComputedFigure>
  )
}

function SurfaceChart({ surface }: { readonly surface: SurfaceOfModel }) {
  const { name, value, levels } = surface
  const chart = useMemo(() => surfaceChart(surface), [surface])
  const [low, high] = [smallestOf(value.losses), largestOf(value.losses)]
  const crossed = levels.filter((level) => level > low && level < high)
  const apart = levels.length > 1 ? formatLevel((levels[1] as number) - (levels[0] as number)) : null
  return (
    <div>
      <ChartFigure chart={chart} label={`Loss surface of ${name}`} height={HEIGHT} />
      <p className="hint">
        {high === low
          ? `The loss is the same everywhere here: ${threeDigits(low)}.`
          : `Loss ${threeDigits(low)} to ${threeDigits(high)}${apart === null ? '' : crossed.length === 0 ? `, between two lines, which are ${apart} apart` : `, a line every ${apart}`}`}
      </p>
    </div>
  )
}

/** A row a point of each model's grid. */
function surfaceCsv(surfaces: readonly SurfaceOfModel[]): string {
  const rows = surfaces.flatMap(({ id, name, value: { columns, rows: places, losses, of } }) =>
    places.flatMap((across, row) =>
      columns.map((along, column) => ({
        ...{ model: id, model_name: name, norm: of.norm, step_size: of.epsilon, seed: of.seed },
        ...{ direction: directionWords(of.step).title, along, across },
        loss: losses[row * columns.length + column] as number,
      })),
    ),
  )
  return csv(['model', 'model_name', 'norm', 'step_size', 'direction', 'seed', 'along', 'across', 'loss'], rows)
}
