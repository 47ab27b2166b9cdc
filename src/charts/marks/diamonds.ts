import { symbol, symbolDiamond } from 'd3'
import type { Mark, Point } from '../frame/chart'
import { whiskers } from './whiskers'

/** Hollow, with their intervals: what others have measured, beside the dots of what was measured here. */
export const diamonds =
  (points: readonly Point[]): Mark =>
  (layer, plot) => {
    whiskers(points)(layer, plot)
    for (const { x, y } of points) {
      layer
        .append('path')
        .attr('class', 'diamond')
        .attr('transform', `translate(${plot.x(x)},${plot.y(y)})`)
        .attr('d', symbol(symbolDiamond, 90)())
    }
  }
