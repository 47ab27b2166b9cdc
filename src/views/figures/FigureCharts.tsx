import type { ComponentProps } from 'react'
import type { Chart } from '../../charts/frame/chart'
import { isPaperSeries } from '../../store/figures/paper'
import { ChartFigure } from '../parts/figures/ChartFigure'
import { ExportButtons } from '../parts/figures/ExportButtons'
import { ModelLegend } from '../parts/figures/ModelLegend'

interface FigureChartsProps<Look> {
  readonly charts: readonly Chart<Look>[]
  /** What each shows, in a few words. */
  readonly labels: readonly string[]
  readonly exports: ComponentProps<typeof ExportButtons>
}

const HEIGHT = 260

/** A figure's charts side by side, and what they are saved as. */
export function FigureCharts<Look>({ charts, labels, exports }: FigureChartsProps<Look>) {
  // Those of charts that do not name them at their ends.
  const legend = new Map(
    charts
      .filter(({ endLabels }) => endLabels === undefined)
      .flatMap(({ series }) =>
        series.map(({ id, name, ink }) => [name, { id, name, color: ink, isTheirs: isPaperSeries(id) }] as const),
      ),
  )
  return (
    <>
      <div className={charts.length === 1 ? 'figure-charts is-single' : 'figure-charts'}>
        {charts.map((chart, place) => (
          <div key={labels[place]}>
            <ChartFigure chart={chart} label={labels[place] as string} height={HEIGHT} />
          </div>
        ))}
      </div>
      {legend.size > 0 && <ModelLegend series={[...legend.values()]} />}
      <ExportButtons {...exports} />
    </>
  )
}
