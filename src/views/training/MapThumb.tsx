import { useEffect, useRef } from 'react'
import type { Rgba } from '../parts/maps/colorMaps'

interface MapThumbProps {
  readonly colors: Rgba
  readonly height: number
  readonly width: number
}

/** A small map. It has no text alternative because its parent is hidden from screen readers. */
export function MapThumb({ colors, height, width }: MapThumbProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(colors, width, height), 0, 0)
  }, [colors, width, height])
  return <canvas ref={canvas} width={width} height={height} />
}
