import type { ComponentType } from 'react'
import type { DisplayForm } from '../../../store/types'

/** The same whatever is set, or as the display settings have it. */
export type RowWords = string | ((display: DisplayForm) => string)

/** One thing to look at, side by side in every model. Adding one is one file and one line in the registry. */
export interface MatrixRow {
  readonly id: string
  readonly title: RowWords
  /** What the row shows and how to read it, in a sentence or two. */
  readonly about: RowWords
  /** What all models have in common in this row, such as the image itself. */
  readonly Common?: ComponentType
  readonly Cell: ComponentType<{ readonly modelId: string }>
}
