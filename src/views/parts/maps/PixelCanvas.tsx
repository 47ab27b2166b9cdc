import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Rgba } from './colorMaps'
import { hoverStore, pixelAt } from './hoverStore'
import { movePixel } from './movePixel'

export interface PixelCanvasProps {
  readonly rowId: string
  readonly colors: Rgba
  readonly height: number
  readonly width: number
  /** The text alternative, different from that of any other on the page. */
  readonly label: string
  /** The text for a pixel's values. */
  readonly readout: (index: number) => string
  /** Opens it large. */
  readonly onOpen?: () => void
  /** Whether the keyboard reaches it, as where it is not in a button. */
  readonly isReadable?: boolean
}

/** An image or map on a 2D canvas, with the values of the pixel under the pointer, or that the arrow keys move to. */
export function PixelCanvas(props: PixelCanvasProps) {
  const { rowId, colors, height, width, label, readout, onOpen, isReadable = true } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isByKey, setByKey] = useState(false)
  // Before the browser paints: a canvas of another size, or with other words, is never seen without its own pixels.
  useLayoutEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(colors, width, height), 0, 0)
  }, [colors, width, height])

  function hover(event: PointerEvent<HTMLElement>) {
    const box = event.currentTarget.getBoundingClientRect()
    const x = (event.clientX - box.left) / box.width
    const y = (event.clientY - box.top) / box.height
    const isInside = x >= 0 && y >= 0 && x < 1 && y < 1
    setByKey(false)
    hoverStore.setState({ place: isInside ? { rowId, x, y } : null })
  }

  function leave() {
    setByKey(false)
    hoverStore.setState({ place: null })
  }

  function press(event: KeyboardEvent) {
    const { place } = hoverStore.getState()
    if (event.key === 'Escape' && place !== null) {
      // The first one leaves the pixel, the next what is around it.
      event.stopPropagation()
      event.preventDefault()
      return leave()
    }
    const next = movePixel(event.key, place?.rowId === rowId ? place : null, width, height)
    if (next === undefined) return
    event.preventDefault()
    setByKey(true)
    hoverStore.setState({ place: { rowId, ...next } })
  }

  const keys = isReadable ? { onKeyDown: press, onBlur: leave } : {}
  return (
    <div className="pixels" onPointerMove={hover} onPointerLeave={leave}>
      <canvas
        ref={canvas}
        width={width}
        height={height}
        role="img"
        aria-label={label}
        {...(isReadable && !onOpen && { tabIndex: 0, ...keys })}
      />
      {onOpen && (
        <button type="button" className="pixels-open" aria-label={`Open large: ${label}`} onClick={onOpen} {...keys} />
      )}
      <PixelMark rowId={rowId} height={height} width={width} readout={readout} isSaid={isByKey} />
    </div>
  )
}

interface PixelMarkProps extends Pick<PixelCanvasProps, 'rowId' | 'height' | 'width' | 'readout'> {
  /** Whether the keyboard moved it here, and a screen reader says its values. */
  readonly isSaid: boolean
}

function PixelMark({ rowId, height, width, readout, isSaid }: PixelMarkProps) {
  const place = useStore(hoverStore, (state) => (state.place?.rowId === rowId ? state.place : null))
  const pixel = place && pixelAt(place, width, height)
  const text = pixel && readout(pixel.y * width + pixel.x)
  return (
    <>
      {pixel && (
        <>
          <span
            className="pixel-mark"
            style={{
              left: `${(100 * pixel.x) / width}%`,
              top: `${(100 * pixel.y) / height}%`,
              width: `${100 / width}%`,
              height: `${100 / height}%`,
            }}
          />
          <span className={`pixel-readout ${pixel.y > height / 2 ? 'is-top' : ''}`} aria-hidden="true">
            {text}
          </span>
        </>
      )}
      {isSaid && (
        <span className="visually-hidden" role="status">
          {pixel && `Column ${pixel.x + 1}, row ${pixel.y + 1}: ${text}`}
        </span>
      )}
    </>
  )
}
