import type { Mark } from '../frame/chart'

export interface Failure {
  readonly x: number
  /** What happened. */
  readonly label: string
}

/** A cross where something failed: at the top of a dashed line through the plot, or on the axis. */
export const failures =
  (all: readonly Failure[], { place }: { readonly place: 'top' | 'axis' }): Mark =>
  (layer, { x, top, bottom }) => {
    for (const { x: at, label } of all) {
      const group = layer.append('g').attr('class', 'failure')
      group.append('title').text(label)
      if (place === 'top') {
        group.append('line').attr('x1', x(at)).attr('x2', x(at)).attr('y1', top).attr('y2', bottom)
      }
      group
        .append('text')
        .attr('x', x(at))
        .attr('y', place === 'top' ? top : bottom)
        .attr('dy', place === 'top' ? '0.3em' : '-0.4em')
        .attr('text-anchor', 'middle')
        .text('✕')
    }
  }
