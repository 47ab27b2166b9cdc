import { useEffect, useRef } from 'react'
import type { Rgba } from '../parts/maps/colorMaps'

interface RowCanvasProps {
  readonly colors: Rgba
  readonly height: number
  readonly width: number
  /** The text alternative. */
  readonly label: string
}

/** A small image on a canvas. */
export function RowCanvas({ colors, height, width, label }: RowCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(colors, width, height), 0, 0)
  }, [colors, width, height])
  return (
    <canvas ref={canvas} className="image-card-thumb" width={width} height={height} role="img" aria-label={label} />
  )
}
