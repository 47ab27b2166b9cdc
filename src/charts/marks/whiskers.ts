import type { Mark, Point } from '../frame/chart'

/** An upright line along the interval of each point that has one. @param options `shift`: pixels to the right */
export const whiskers =
  (points: readonly Point[], { shift = 0 }: { readonly shift?: number } = {}): Mark =>
  (layer, { x, y }) => {
    for (const point of points) {
      if (point.low === undefined || point.high === undefined) continue
      layer
        .append('line')
        .attr('class', 'whisker')
        .attr('x1', x(point.x) + shift)
        .attr('x2', x(point.x) + shift)
        .attr('y1', y(point.low))
        .attr('y2', y(point.high))
    }
  }
