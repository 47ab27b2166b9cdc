/** @file Lines through the whole plot, at one value of an axis. */
import type { Mark } from '../frame/chart'

/** Dotted, across the plot: what the values are held against. Its name stands above its right end. */
export const across =
  (value: number, { name }: { readonly name?: string } = {}): Mark =>
  (layer, { y, left, right }) => {
    layer
      .append('line')
      .attr('class', 'reference')
      .attr('x1', left)
      .attr('x2', right)
      .attr('y1', y(value))
      .attr('y2', y(value))
    if (name === undefined) return
    layer
      .append('text')
      .attr('class', 'axis-title')
      .attr('x', right)
      .attr('y', y(value) - 4)
      .attr('text-anchor', 'end')
      .text(name)
  }

/** From the bottom to the top. @param className such as that of a median, in the colour of its series */
export const upright =
  (value: number, className = 'cross'): Mark =>
  (layer, { x, top, bottom }) => {
    layer
      .append('line')
      .attr('class', className)
      .attr('x1', x(value))
      .attr('x2', x(value))
      .attr('y1', top)
      .attr('y2', bottom)
  }
