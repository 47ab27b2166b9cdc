import { area } from 'd3'
import type { Mark, Point } from '../frame/chart'
import { curveOf, type LineCourse } from './line'

/** From the low to the high end of the points' intervals; nothing where they have none. */
export function band(points: readonly Point[], options: LineCourse = {}): Mark {
  const bounded = points.flatMap(({ x, low, high }) =>
    low === undefined || high === undefined ? [] : [{ x, low, high }],
  )
  return (layer, { x, y }) => {
    if (bounded.length === 0) return
    const path = area<(typeof bounded)[number]>()
      .x((point) => x(point.x))
      .y0(({ low }) => y(low))
      .y1(({ high }) => y(high))
      .curve(curveOf(options))
    layer.append('path').attr('class', 'band').attr('d', path(bounded))
  }
}
