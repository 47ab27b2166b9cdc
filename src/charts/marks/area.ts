import { area as areaOf, curveStepAfter } from 'd3'
import type { Mark, Point } from '../frame/chart'

/** From the horizontal axis to the points. @param options `isSteps`: constant up to the next point; `isChosen`: as of a selection */
export function area(
  points: readonly Point[],
  { isSteps = false, isChosen = false }: { readonly isSteps?: boolean; readonly isChosen?: boolean } = {},
): Mark {
  return (layer, { x, y, bottom }) => {
    const shape = areaOf<Point>()
      .x((point) => x(point.x))
      .y0(bottom)
      .y1((point) => y(point.y))
    if (isSteps) shape.curve(curveStepAfter)
    layer
      .append('path')
      .attr('class', isChosen ? 'area is-chosen' : 'area')
      .attr('d', shape([...points]))
  }
}
