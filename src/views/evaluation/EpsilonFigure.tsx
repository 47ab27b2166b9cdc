import { useMemo, useState } from 'react'
import { type EpsilonData, epsilonCurves } from '../../charts/epsilonCurves'
import { ChartFigure } from '../parts/figures/ChartFigure'
import { SeriesReadout } from '../parts/figures/SeriesReadout'

const HEIGHT = 380

interface EpsilonFigureProps {
  /** Memoise it. */
  readonly data: EpsilonData
  /** What the chart shows, in a few words. */
  readonly label: string
  readonly onLook: (shown: number | null) => void
}

/** Curves against epsilon, with a legend that shows each curve's value at the crosshair. */
export function EpsilonFigure({ data, label, onLook }: EpsilonFigureProps) {
  const [emphasised, setEmphasised] = useState<string | null>(null)
  const chart = useMemo(() => epsilonCurves(data), [data])
  return (
    <div className="epsilon-figure">
      <ChartFigure
        chart={chart}
        label={label}
        elsewhere="The table below has all the numbers."
        height={HEIGHT}
        testId="evaluation-chart"
        emphasised={emphasised}
        onLook={onLook}
        readout={(looked) => (
          <SeriesReadout
            series={chart.series}
            between={data.form === 'steps' ? 'constant' : 'nothing'}
            looked={looked}
            placeText={data.epsilonText}
            emphasised={emphasised}
            onEmphasise={setEmphasised}
          />
        )}
      />
    </div>
  )
}
