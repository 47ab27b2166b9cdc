/** @file The pixel that is read, moved by the arrow keys. */
import { pixelAt } from './hoverStore'

type Place = { readonly x: number; readonly y: number }

const STEPS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * The place after a key, as fractions of the width and height: one pixel further, from the middle at first, and no further
 * than the edges. undefined where the key moves nothing.
 */
export function movePixel(key: string, place: Place | null, width: number, height: number): Place | undefined {
  const step = STEPS[key]
  if (step === undefined) return undefined
  const pixel = place && pixelAt(place, width, height)
  const x = pixel ? pixel.x + step[0] : Math.floor(width / 2)
  const y = pixel ? pixel.y + step[1] : Math.floor(height / 2)
  const within = (value: number, size: number) => (Math.min(size - 1, Math.max(0, value)) + 0.5) / size
  return { x: within(x, width), y: within(y, height) }
}
