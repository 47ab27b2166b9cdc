import { useMemo } from 'react'
import { type ChannelCounts, channelDensities } from '../../charts/channelDensities'
import { channelBinsOf } from '../../store/statistics/channelBins'
import { ChartFigure } from '../parts/figures/ChartFigure'
import type { Shown } from './shown'

const HEIGHT = 190

/** How the gradient's magnitude is distributed over pixels, channel by channel, on shared axes. */
export function ChannelFigure({ run, models }: Shown) {
  const { records } = run
  const charts = useMemo(
    () =>
      channelDensities(
        models.map(
          ({ id, name, color }): ChannelCounts => ({ id, name, ink: color, bins: channelBinsOf(records, id) }),
        ),
      ),
    [records, models],
  )
  return (
    <figure className="figure">
      <figcaption>
        |∇L| of every pixel, by channel{' '}
        <span className="muted">density per decade over all images, on shared axes</span>
      </figcaption>
      <div className="channel-charts">
        {charts.map((chart) => (
          <div key={chart.title}>
            <ChartFigure chart={chart} label={`${chart.title}: density of |∇L| over pixels`} height={HEIGHT} />
          </div>
        ))}
      </div>
    </figure>
  )
}
