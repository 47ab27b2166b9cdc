/** @file Dots as a single path, so that thousands of them are one thing to draw. */
import type { Mark, MarkLayer, Plot, Point } from '../frame/chart'
import type { IsChosen } from '../frame/selectable'

type Place = Pick<Point, 'x' | 'y'>

/** So few dots can be larger without hiding one another. */
const FEW = 200

export const manyDots =
  (points: readonly Place[]): Mark =>
  (layer, plot) =>
    draw(layer, strokesOf(points, plot), 'many-dots')

/** Those of the points that are selected: larger. */
export const chosenDots =
  (points: readonly Place[], isChosen: IsChosen): Mark =>
  (layer, plot) =>
    draw(
      layer,
      strokesOf(points, plot).filter((_, place) => isChosen(place)),
      'many-dots is-chosen',
    )

function draw(layer: MarkLayer, strokes: readonly string[], names: string): void {
  layer
    .append('path')
    .attr('class', strokes.length <= FEW ? `${names} is-few` : names)
    .attr('d', strokes.join(''))
    .attr('fill', 'none')
}

/** In the last plot that has them: while a selection is dragged, points and plot stay. */
const known = new WeakMap<readonly Place[], { readonly plot: Plot; readonly strokes: readonly string[] }>()

function strokesOf(points: readonly Place[], plot: Plot): readonly string[] {
  const before = known.get(points)
  if (before?.plot === plot) return before.strokes
  // A line without length whose ends are round is a dot.
  const strokes = points.map(({ x, y }) => `M${plot.x(x).toFixed(1)} ${plot.y(y).toFixed(1)}h0`)
  known.set(points, { plot, strokes })
  return strokes
}
