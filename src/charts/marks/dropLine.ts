import type { Mark, Point } from '../frame/chart'

/** A dot, from which a dashed line goes down to the axis, where its value is read. */
export const dropLine =
  ({ x: value, y: level }: Pick<Point, 'x' | 'y'>): Mark =>
  (layer, { x, y, bottom }) => {
    layer
      .append('line')
      .attr('class', 'drop-line')
      .attr('x1', x(value))
      .attr('x2', x(value))
      .attr('y1', y(level))
      .attr('y2', bottom)
    layer.append('circle').attr('class', 'dot').attr('cx', x(value)).attr('cy', y(level)).attr('r', 4)
  }
