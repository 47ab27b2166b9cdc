import type { Mark, Point } from '../frame/chart'

/** So few dots can be larger without hiding one another. */
const FEW = 200

/** Dots as a single path, so that thousands of them are one thing to draw. @param isChosen larger, as of a selection */
export function manyDots(points: readonly Pick<Point, 'x' | 'y'>[], isChosen = false): Mark {
  return (layer, { x, y }) => {
    let path = ''
    // A line without length whose ends are round is a dot.
    for (const point of points) path += `M${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}h0`
    layer
      .append('path')
      .attr('class', ['many-dots', isChosen && 'is-chosen', points.length <= FEW && 'is-few'].filter(Boolean).join(' '))
      .attr('d', path)
      .attr('fill', 'none')
  }
}
