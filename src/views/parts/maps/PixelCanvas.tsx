import { type PointerEvent, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { Rgba } from './colorMaps'
import { hoverStore, pixelAt } from './hoverStore'

interface PixelCanvasProps {
  readonly rowId: string
  readonly colors: Rgba
  readonly height: number
  readonly width: number
  /** The text alternative. */
  readonly label: string
  /** The text for a pixel's values. */
  readonly readout: (index: number) => string
}

/** An image or map on a 2D canvas, with the values of the pixel under the pointer. */
export function PixelCanvas({ rowId, colors, height, width, label, readout }: PixelCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(colors, width, height), 0, 0)
  }, [colors, width, height])

  function hover(event: PointerEvent<HTMLDivElement>) {
    const box = event.currentTarget.getBoundingClientRect()
    const x = (event.clientX - box.left) / box.width
    const y = (event.clientY - box.top) / box.height
    const isInside = x >= 0 && y >= 0 && x < 1 && y < 1
    hoverStore.setState({ place: isInside ? { rowId, x, y } : null })
  }

  return (
    <div className="pixels" onPointerMove={hover} onPointerLeave={() => hoverStore.setState({ place: null })}>
      <canvas ref={canvas} width={width} height={height} role="img" aria-label={label} />
      <PixelMark rowId={rowId} height={height} width={width} readout={readout} />
    </div>
  )
}

function PixelMark({
  rowId,
  height,
  width,
  readout,
}: Pick<PixelCanvasProps, 'rowId' | 'height' | 'width' | 'readout'>) {
  const place = useStore(hoverStore, (state) => (state.place?.rowId === rowId ? state.place : null))
  if (place === null) return null
  const pixel = pixelAt(place, width, height)
  const style = {
    left: `${(100 * pixel.x) / width}%`,
    top: `${(100 * pixel.y) / height}%`,
    width: `${100 / width}%`,
    height: `${100 / height}%`,
  }
  return (
    <>
      <span className="pixel-mark" style={style} />
      <span className={`pixel-readout ${pixel.y > height / 2 ? 'is-top' : ''}`}>
        {readout(pixel.y * width + pixel.x)}
      </span>
    </>
  )
}
