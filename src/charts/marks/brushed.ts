import type { Mark } from '../frame/chart'

type Range = readonly [low: number, high: number]

/** What is selected: between two values of one axis or of both. Infinite ends are those of the axis. */
export function brushed({ x: inX, y: inY }: { readonly x: Range | null; readonly y: Range | null }): Mark {
  return (layer, { x, y, left, right, top, bottom }) => {
    if (inX === null && inY === null) return
    const place = (value: number, low: number, high: number, scale: (value: number) => number) =>
      value === Number.NEGATIVE_INFINITY ? low : value === Number.POSITIVE_INFINITY ? high : scale(value)
    const [x1, x2] = inX === null ? [left, right] : inX.map((value) => place(value, left, right, x))
    const [y2, y1] = inY === null ? [bottom, top] : inY.map((value) => place(value, bottom, top, y))
    layer
      .append('rect')
      .attr('class', 'brushed')
      .attr('x', x1 as number)
      .attr('width', Math.max(1, (x2 as number) - (x1 as number)))
      .attr('y', y1 as number)
      .attr('height', Math.max(1, (y2 as number) - (y1 as number)))
  }
}
