import { createStore } from 'zustand/vanilla'

/** The place under the pointer, as shares of a cell's width and height in [0, 1); it is marked in every cell of its row. */
export interface HoveredPlace {
  readonly rowId: string
  readonly x: number
  readonly y: number
}

/** Apart from the app's store: it changes with every move of the pointer, and nothing is computed from it. */
export const hoverStore = createStore<{ place: HoveredPlace | null }>(() => ({ place: null }))

/** The pixel at a place in an image of this size: images in one row may be of different sizes. */
export function pixelAt(place: Pick<HoveredPlace, 'x' | 'y'>, width: number, height: number): { x: number; y: number } {
  // A share just below 1 may become the whole by rounding.
  return { x: Math.min(width - 1, Math.floor(place.x * width)), y: Math.min(height - 1, Math.floor(place.y * height)) }
}
