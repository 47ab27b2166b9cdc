import type { Mark, Point } from '../frame/chart'

/** @param options `shift`: pixels to the right, `down`: pixels down */
export const dots =
  (
    points: readonly Point[],
    { radius, shift = 0, down = 0 }: { readonly radius: number; readonly shift?: number; readonly down?: number },
  ): Mark =>
  (layer, { x, y }) => {
    for (const point of points) {
      layer
        .append('circle')
        .attr('class', 'dot')
        .attr('cx', x(point.x) + shift)
        .attr('cy', y(point.y) + down)
        .attr('r', radius)
    }
  }
