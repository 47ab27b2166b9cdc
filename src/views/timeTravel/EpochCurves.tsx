import { useMemo, useState } from 'react'
import { travelTitle } from '../../store/timeTravel/travelTitle'
import { ChartFigure } from '../parts/figures/ChartFigure'
import { epochCharts } from './epochCharts'
import type { ShownTravel } from './shownTravel'
import { travelMeasuredWords } from './travelWords'

const LABELS = [
  'Accuracy against the epoch',
  'Mean gradient norm against the epoch',
  'Edge alignment against the epoch',
]
const HEIGHT = 190

/** The figures of the run's epochs, each chart with a mark at the epoch that is shown. */
export function EpochCurves({ looked, runs, epoch }: Pick<ShownTravel, 'looked' | 'runs' | 'epoch'>) {
  const charts = useMemo(() => epochCharts({ looked, runs, epoch }), [looked, runs, epoch])
  const [pointed, setPointed] = useState<number | null>(null)
  return (
    <figure className="figure" data-testid="epoch-curves">
      <figcaption>
        {travelTitle(looked)} over its epochs <span className="muted">{travelMeasuredWords(looked)}</span>
      </figcaption>
      <div className="epoch-charts">
        {charts.map((chart, place) => (
          <div key={LABELS[place]}>
            <ChartFigure
              chart={chart}
              label={LABELS[place] as string}
              height={HEIGHT}
              looked={pointed ?? epoch}
              onLook={setPointed}
            />
          </div>
        ))}
      </div>
    </figure>
  )
}
