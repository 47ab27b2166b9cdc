import type { ComponentType } from 'react'
import type { DemandedMapId } from '../../../store/compare/quantities'
import type { AppState, DisplayForm } from '../../../store/types'
import type { CellContent } from '../../parts/exports/content'

/** Fixed text, or text that depends on the display settings. */
export type RowWords = string | ((display: DisplayForm) => string)

/** A row of the comparison, with a cell for each model. Adding one takes one file and one line in the registry. */
export interface MatrixRow {
  readonly id: string
  /** The quantity that a person switches on to see the row; omitted if it is always shown. */
  readonly onDemand?: DemandedMapId
  readonly title: RowWords
  /** What the row shows and how to read it, in a sentence or two. */
  readonly about: RowWords
  /** Names in the glossary of what it shows. */
  readonly terms: readonly string[]
  /** What is the same for all models, such as the image itself. */
  readonly Common?: ComponentType
  readonly Cell: ComponentType<{ readonly modelId: string }>
  /** What exports hold of a model's cell; null where nothing that belongs to the present settings is shown. */
  readonly content: (state: AppState, modelId: string) => CellContent | null
  /** Whether each model's cell has a map, which opens large. */
  readonly hasMaps?: true
  /** The same for what all models share: one for each size of the image. */
  readonly commonContent?: (state: AppState) => readonly CellContent[]
}
