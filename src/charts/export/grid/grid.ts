/** @file A table of maps with their numbers, as a figure: a column for each model or image, a row for what is shown. */

/** Pixels of which each is drawn as a square. */
export interface GridMap {
  readonly height: number
  readonly width: number
  /** RGBA, row by row. */
  readonly colors: Uint8ClampedArray<ArrayBuffer>
  /** Pixels of the figure that a pixel of the map takes; whole. */
  readonly scale: number
  /** The CSS class of the frame that says how an attack ended. */
  readonly frame?: string | undefined
  /** What a reader of the SVG hears. */
  readonly title: string
}

export type GridLine =
  | { readonly kind: 'text'; readonly text: string; readonly isMuted?: boolean }
  /** "_" sets the letter after it as an index. */
  | { readonly kind: 'number'; readonly symbol: string; readonly text: string; readonly note?: string | undefined }
  | { readonly kind: 'verdict'; readonly text: string; readonly className: string }
  /** A share in [0, 1], with a bar. */
  | { readonly kind: 'share'; readonly name: string; readonly share: number; readonly isEmphasised: boolean }

export interface GridCell {
  readonly maps: readonly GridMap[]
  readonly lines: readonly GridLine[]
}

export interface GridColumn {
  readonly name: string
  /** Below the name. */
  readonly about?: string | undefined
  readonly ink?: string
}

export interface GridRow {
  readonly title: string
  readonly about?: string | undefined
  /** What all columns share. */
  readonly common: GridCell
  readonly cells: readonly GridCell[]
}

/** Where the numbers of a map stand. */
export type Arrangement = 'below' | 'beside'

export interface Grid {
  readonly arrangement: Arrangement
  readonly columns: readonly GridColumn[]
  readonly rows: readonly GridRow[]
}
