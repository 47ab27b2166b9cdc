import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Chart } from '../../../charts/frame/chart'
import { type DrawnChart, drawChart } from '../../../charts/frame/drawChart'

interface Shown<Look> {
  readonly height: number
  readonly looked: Look | null
  readonly emphasised: string | null
}

/**
 * Draws a chart into an SVG whenever the chart (memoise it) or the SVG's width changes: its marks alone where nothing else
 * has changed. What is looked at is drawn apart.
 */
export function useDrawnChart<Look>(chart: Chart<Look>, { height, looked, emphasised }: Shown<Look>) {
  const svg = useRef<SVGSVGElement>(null)
  const drawn = useRef<DrawnChart<Look> | null>(null)
  const width = useWidth(svg)
  useEffect(() => {
    const size = { width, height }
    if (drawn.current?.redraw(chart, size)) return
    drawn.current = svg.current !== null && width > 0 ? drawChart(svg.current, chart, size) : null
  }, [chart, width, height])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was drawn anew has nothing looked at
  useEffect(() => drawn.current?.look(looked, emphasised), [looked, emphasised, chart, width, height])
  return { svg, drawn }
}

function useWidth(svg: RefObject<SVGSVGElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (svg.current === null) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)))
    observer.observe(svg.current)
    return () => observer.disconnect()
  }, [svg])
  return width
}
