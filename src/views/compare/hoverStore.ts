import { createStore } from 'zustand/vanilla'

/** The pixel under the pointer; it is marked in every cell of its row. */
export interface HoveredPixel {
  readonly rowId: string
  readonly x: number
  readonly y: number
}

/** Apart from the app's store: it changes with every move of the pointer, and nothing is computed from it. */
export const hoverStore = createStore<{ pixel: HoveredPixel | null }>(() => ({ pixel: null }))
