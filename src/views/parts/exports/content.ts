/** @file What a panel shows, for its export: maps with their values, and numbers with their texts. Plain data. */
import type { Outcome } from '../../../outcomes/outcome'
import type { Rgba } from '../maps/colorMaps'

/** An image or a map. */
export interface MapContent {
  /** What it shows, which also names its file. */
  readonly title: string
  readonly height: number
  readonly width: number
  readonly colors: Rgba
  /** (height, width, channels), row by row. */
  readonly values: ArrayLike<number>
  readonly channels: 1 | 3
  /** How values are read: an image's in [0, 1] as 255ths. */
  readonly unit?: '/255'
  /** The CSS class of the outcome that its frame shows. */
  readonly frame?: string
}

export interface NumberContent {
  /** In files, such as "gradient_l1". */
  readonly id: string
  /** As on the page, where "_" sets the letter after it as an index. */
  readonly symbol: string
  /** Rounded, as on the page. */
  readonly text: string
  /** null where it is not defined. */
  readonly value: number | null
  /** Of `value`; null if it has none. */
  readonly unit: string | null
  /** What to compare it with. */
  readonly note?: string | undefined
}

/** One of the likeliest classes. */
export interface ClassContent {
  readonly name: string
  /** By the softmax of the logits, in [0, 1]. */
  readonly probability: number
  /** Whether the loss is computed for it. */
  readonly isLabel: boolean
}

export interface VerdictContent {
  readonly outcome: Outcome
  readonly text: string
  /** The CSS class of its colour. */
  readonly className: string
}

export interface CellContent {
  readonly map?: MapContent
  readonly verdict?: VerdictContent
  readonly numbers?: readonly NumberContent[]
  /** Likeliest first. */
  readonly classes?: readonly ClassContent[]
  readonly notes?: readonly string[]
}
