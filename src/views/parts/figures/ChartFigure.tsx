import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react'
import type { Chart, Direction } from '../../../charts/frame/chart'
import { heightOf } from '../../../charts/frame/plot'
import { useDrawnChart } from './useDrawnChart'

interface ChartFigureProps<Look> {
  /** Memoise it. */
  readonly chart: Chart<Look>
  /** What the chart shows, in a few words. */
  readonly label: string
  /** Where else all its numbers are, in a sentence. */
  readonly elsewhere?: string
  /** In pixels; a chart of rows has its own. */
  readonly height?: number
  readonly testId?: string
  /** What is looked at, where more than this chart shows it. */
  readonly looked?: Look | null
  readonly onLook?: (look: Look | null) => void
  /** The id of a series in front of which the others fade. */
  readonly emphasised?: string | null
  /** Below the chart; in place of what the chart says in words. */
  readonly readout?: (look: Look | null) => ReactNode
}

const USUAL_HEIGHT = 220

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** A chart. The pointer, or the arrow keys, choose what is looked at; what the chart says there is written below it. */
export function ChartFigure<Look>(props: ChartFigureProps<Look>) {
  const { chart, label, elsewhere, testId, onLook, emphasised = null, readout } = props
  const { readOff } = chart
  const [own, setOwn] = useState<Look | null>(null)
  const looked = props.looked === undefined ? own : props.looked
  const height = heightOf(chart, props.height ?? USUAL_HEIGHT)
  const { svg, drawn } = useDrawnChart(chart, { height, looked, emphasised })
  const about = [label, readOff && 'The arrow keys move a crosshair', elsewhere].filter(Boolean).join('. ')
  if (readOff === undefined) {
    return <svg ref={svg} className="chart" role="img" aria-label={about} height={height} data-testid={testId} />
  }

  function look(next: Look | null): void {
    setOwn(next)
    onLook?.(next)
  }

  function lookAt(event: PointerEvent<SVGSVGElement>): void {
    const box = event.currentTarget.getBoundingClientRect()
    if (!drawn.current || !readOff) return
    // Enlarged for a presentation, the chart has fewer units of its own than pixels on screen.
    const scale = event.currentTarget.clientHeight / box.height || 1
    look(readOff.at(drawn.current.plot, scale * (event.clientX - box.left), scale * (event.clientY - box.top)))
  }

  function move(event: KeyboardEvent): void {
    if (event.key === 'Escape') look(null)
    const direction = DIRECTIONS[event.key]
    const next = direction && readOff?.next(looked, direction)
    if (next === undefined || next === null) return
    event.preventDefault()
    look(next)
  }

  return (
    <>
      <svg
        ref={svg}
        className="chart is-live"
        role="img"
        aria-label={about}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move what is looked at
        tabIndex={0}
        height={height}
        data-testid={testId}
        onPointerMove={lookAt}
        onPointerDown={lookAt}
        onPointerLeave={() => look(null)}
        onKeyDown={move}
        onBlur={() => look(null)}
      />
      {readout ? (
        readout(looked)
      ) : (
        <p className="chart-readout" aria-live="polite">
          {looked !== null && readOff.text(looked)}
        </p>
      )}
    </>
  )
}
