import { type RefObject, useEffect, useRef, useState } from 'react'

/** Draws an SVG with D3 whenever its width or `draw` changes; memoise `draw`. */
export function useChart(draw: (svg: SVGSVGElement, width: number) => void): RefObject<SVGSVGElement | null> {
  const svg = useRef<SVGSVGElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = svg.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (svg.current !== null && width > 0) draw(svg.current, width)
  }, [draw, width])
  return svg
}
