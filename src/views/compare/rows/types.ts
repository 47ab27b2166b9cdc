import type { ComponentType } from 'react'
import type { DisplayForm } from '../../../store/types'

/** Fixed text, or text that depends on the display settings. */
export type RowWords = string | ((display: DisplayForm) => string)

/** A row of the comparison, with a cell for each model. Adding one takes one file and one line in the registry. */
export interface MatrixRow {
  readonly id: string
  readonly title: RowWords
  /** What the row shows and how to read it, in a sentence or two. */
  readonly about: RowWords
  /** What is the same for all models, such as the image itself. */
  readonly Common?: ComponentType
  readonly Cell: ComponentType<{ readonly modelId: string }>
}
