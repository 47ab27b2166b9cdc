import type { Mark, Plot } from '../frame/chart'

export interface Stem {
  readonly value: number
  /** Its place on the vertical axis. */
  readonly row: number
  /** Stands beside it. */
  readonly text: string
}

/** Where stems begin: at zero, or at the end of an axis that has none. */
const originOf = ({ x, left }: Plot) => ((x.domain()[0] ?? 0) > 0 ? left : x(0))

/** A dot on a line from zero, with its value beside it; where it is not defined, the text alone. */
export const stem =
  ({ value, row, text }: Stem): Mark =>
  (layer, plot) => {
    const { x, y } = plot
    const origin = originOf(plot)
    const label = layer.append('text').attr('class', 'value').attr('y', y(row)).attr('dy', '0.35em').text(text)
    if (Number.isNaN(value)) {
      label.attr('x', origin)
      return
    }
    const at = x(value)
    layer.append('line').attr('class', 'stem').attr('x1', origin).attr('x2', at).attr('y1', y(row)).attr('y2', y(row))
    layer.append('circle').attr('class', 'dot').attr('cx', at).attr('cy', y(row)).attr('r', 5)
    label.attr('x', Math.max(at, origin) + 10)
  }
