import { curveLinear, curveStepAfter, line as lineOf } from 'd3'
import type { Mark, Point } from '../frame/chart'

export interface LineCourse {
  /** `straight` from point to point, or constant up to the next one. */
  readonly course?: 'straight' | 'steps'
}

export const curveOf = ({ course = 'straight' }: LineCourse) => (course === 'steps' ? curveStepAfter : curveLinear)

/**
 * @param options `shift`: pixels to the right; `isFaint`: as the values behind their mean; `isDashed`: not measured;
 * `dash`: lengths of dashes and gaps that tell it from others of its colour
 */
export function line(
  points: readonly Point[],
  options: LineCourse & {
    readonly shift?: number
    readonly isFaint?: boolean
    readonly isDashed?: boolean
    readonly dash?: string | undefined
  } = {},
): Mark {
  const { shift = 0, isFaint = false, isDashed = false, dash } = options
  return (layer, { x, y }) => {
    const path = lineOf<Point>()
      .x((point) => x(point.x) + shift)
      .y((point) => y(point.y))
      .curve(curveOf(options))
    layer
      .append('path')
      .attr('class', ['line', isFaint && 'is-faint', isDashed && 'is-dashed'].filter(Boolean).join(' '))
      .attr('d', path([...points]))
      .attr('fill', 'none')
      .attr('stroke-dasharray', dash ?? null)
  }
}
