import { createStore } from 'zustand/vanilla'

/** The position under the pointer, as fractions of a cell's width and height in [0, 1), marked in every cell of the row. */
export interface HoveredPlace {
  readonly rowId: string
  readonly x: number
  readonly y: number
}

/** Separate from the app's store because it changes with every pointer move and nothing is computed from it. */
export const hoverStore = createStore<{ place: HoveredPlace | null }>(() => ({ place: null }))

/** The pixel at a position in an image of this size. Images in one row may differ in size. */
export function pixelAt(place: Pick<HoveredPlace, 'x' | 'y'>, width: number, height: number): { x: number; y: number } {
  // A fraction just below 1 may round up to the full width.
  return { x: Math.min(width - 1, Math.floor(place.x * width)), y: Math.min(height - 1, Math.floor(place.y * height)) }
}
