import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import type { Chart, Plot } from '../../charts/frame/chart'
import { brushed } from '../../charts/marks/brushed'
import type { ValueRange } from '../../store/statistics/statistics'
import { useDrawnChart } from '../parts/figures/useDrawnChart'

/** On each axis; null where nothing is selected by it. */
export interface Brush {
  readonly x: ValueRange | null
  readonly y: ValueRange | null
}

interface BrushedFigureProps {
  /** Memoise it. */
  readonly chart: Chart
  readonly label: string
  readonly height: number
  readonly testId: string
  readonly brush: Brush
  /** Whether a drag selects on both axes, or on the horizontal one alone. */
  readonly axes: 'x' | 'xy'
  /** At most once a frame. */
  readonly onBrush: (brush: Brush) => void
}

type Pointed = Pick<PointerEvent, 'clientX' | 'clientY'>

/** A drag that is shorter is a click, which selects nothing any more. In pixels. */
const LEAST_DRAG = 4
/** Of the axis: by how much an arrow key moves a selection. */
const KEY_STEP = 0.02
const KEYS: Readonly<Record<string, readonly ['x' | 'y', direction: 1 | -1]>> = {
  ArrowLeft: ['x', -1],
  ArrowRight: ['x', 1],
  ArrowDown: ['y', -1],
  ArrowUp: ['y', 1],
}

/**
 * A chart over which a drag selects a range. The arrow keys move the selection along each axis that a drag selects on, with
 * Shift its upper end; Escape ends it.
 */
export function BrushedFigure(props: BrushedFigureProps) {
  const { label, height, testId, brush, axes, onBrush } = props
  const chart = useMemo(
    () => ({ ...props.chart, behind: [...(props.chart.behind ?? []), brushed(brush)] }),
    [props.chart, brush],
  )
  const { svg, drawn } = useDrawnChart(chart, { height, looked: null, emphasised: null })
  const start = useRef<readonly [x: number, y: number] | null>(null)
  const frame = useRef(0)
  useEffect(() => () => cancelAnimationFrame(frame.current), [])

  function placeOf({ clientX, clientY }: Pointed): readonly [number, number] {
    if (svg.current === null) return [0, 0]
    const box = svg.current.getBoundingClientRect()
    // Enlarged for a presentation, the chart has fewer units of its own than pixels on screen.
    const scale = svg.current.clientHeight / box.height || 1
    return [scale * (clientX - box.left), scale * (clientY - box.top)]
  }

  /** In the next frame, at whose beginning nothing has to be laid out to say where the chart is. */
  function drag({ clientX, clientY }: Pointed): void {
    const from = start.current
    if (from === null) return
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => {
      if (drawn.current === null) return
      const to = placeOf({ clientX, clientY })
      const { plot } = drawn.current
      if (Math.hypot(to[0] - from[0], to[1] - from[1]) < LEAST_DRAG) onBrush({ x: null, y: null })
      else
        onBrush({
          x: rangeOf(plot, 'x', from[0], to[0]),
          y: axes === 'xy' ? rangeOf(plot, 'y', from[1], to[1]) : null,
        })
    })
  }

  function move(event: KeyboardEvent): void {
    if (event.key === 'Escape') onBrush({ x: null, y: null })
    const [axis, direction] = KEYS[event.key] ?? [null, 0]
    if (axis === null || !axes.includes(axis) || drawn.current === null) return
    event.preventDefault()
    const { plot } = drawn.current
    const [start, end] = axis === 'x' ? [plot.left, plot.right] : [plot.bottom, plot.top]
    const step = direction * KEY_STEP * (end - start)
    const pixel = (value: number) =>
      value === Number.NEGATIVE_INFINITY ? start : value === Infinity ? end : plot[axis](value)
    const range = brush[axis]
    const [low, high] = range === null ? [start, start] : (range.map(pixel) as [number, number])
    const from = event.shiftKey || range === null ? low : low + step
    onBrush({ ...brush, [axis]: rangeOf(plot, axis, from, high + step) })
  }

  return (
    <svg
      ref={svg}
      className={`chart is-brushed is-${axes}`}
      role="img"
      aria-label={`${label}. A drag or the arrow keys select a range; Escape ends the selection`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the selection
      tabIndex={0}
      height={height}
      data-testid={testId}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = placeOf(event)
      }}
      onPointerMove={drag}
      onPointerUp={(event) => {
        drag(event)
        start.current = null
      }}
      onPointerCancel={() => {
        start.current = null
      }}
      onKeyDown={move}
    />
  )
}

/** Up to an end of the axis it is open, as what has no place on the axis stands there. */
function rangeOf(plot: Plot, axis: 'x' | 'y', from: number, to: number): ValueRange {
  const scale = plot[axis]
  const [start, end] = axis === 'x' ? [plot.left, plot.right] : [plot.bottom, plot.top]
  const valueAt = (pixel: number) => {
    if (axis === 'x' ? pixel <= start : pixel >= start) return Number.NEGATIVE_INFINITY
    if (axis === 'x' ? pixel >= end : pixel <= end) return Number.POSITIVE_INFINITY
    return scale.invert(pixel)
  }
  const [one, other] = [valueAt(from), valueAt(to)]
  return [Math.min(one, other), Math.max(one, other)]
}
