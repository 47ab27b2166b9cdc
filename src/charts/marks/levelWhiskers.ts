import type { Mark } from '../frame/chart'

/** An interval on the horizontal axis. */
export interface LevelSpan {
  /** Its place on the vertical axis. */
  readonly row: number
  readonly low: number
  readonly high: number
}

/** A level line along each interval. @param options `shift`: pixels down */
export const levelWhiskers =
  (spans: readonly LevelSpan[], { shift = 0 }: { readonly shift?: number } = {}): Mark =>
  (layer, { x, y }) => {
    for (const { row, low, high } of spans) {
      layer
        .append('line')
        .attr('class', 'whisker')
        .attr('x1', x(low))
        .attr('x2', x(high))
        .attr('y1', y(row) + shift)
        .attr('y2', y(row) + shift)
    }
  }
