import type { Mark, Point } from '../frame/chart'

/** Between the strokes below the line, and how far each goes down, in pixels. */
const HATCH = { apart: 8, across: 4, down: 5 }

/**
 * What nothing comes below, as ground is drawn: hatched on its lower side. Each value holds from the point before up to
 * its own; then the floor falls.
 *
 * @param steps ascending by `x`
 */
export const floor =
  (steps: readonly Point[]): Mark =>
  (layer, { x, y }) => {
    const [first, ...rest] = steps
    if (first === undefined) return
    const course = rest.map((step) => `V${y(step.y)}H${x(step.x)}`).join('')
    layer
      .append('path')
      .attr('class', 'floor')
      .attr('d', `M${x(first.x)},${y(first.y)}${course}`)
    const strokes = rest.flatMap((step, place) => {
      const [from, to] = [x((steps[place] as Point).x), x(step.x)]
      const count = Math.max(0, Math.floor((to - from) / HATCH.apart))
      return Array.from({ length: count }, (_, i) => {
        const end = from + (i + 0.5) * HATCH.apart
        return `M${end + HATCH.across},${y(step.y)}l${-HATCH.across},${HATCH.down}`
      })
    })
    layer.append('path').attr('class', 'floor-hatch').attr('d', strokes.join(''))
  }
