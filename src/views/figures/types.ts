import type { ComponentType, ReactNode } from 'react'
import type { FigureId } from '../../store/figures/figureIds'
import type { PaperPart } from '../../store/figures/paper'

/** A figure of the paper. Adding one is one file in `shown`, and one line in the registry. */
export interface PaperFigure {
  /** In the address, as `?figure=accuracy`. */
  readonly id: FigureId
  /** Such as "Figure 2"; null where the paper's own number is not known. */
  readonly number: string | null
  readonly title: string
  /** What the paper says with it, in a sentence or two. */
  readonly claim: ReactNode
  /** Which of the paper's numbers stand beside ours. */
  readonly paper: PaperPart
  /** What is computed, with which settings, and at what cost. */
  readonly settings: ReactNode
  /** Ours with the paper's, the button that recomputes it, and its exports. */
  readonly Content: ComponentType
}

/** A number of a run of statistics, and the paper's means by training. */
export interface FigureNumber {
  readonly id: string
  readonly title: string
  readonly paper: Readonly<Record<string, number>>
  /** Of its logarithms to the base of 10, where the paper's authors have them. */
  readonly meanLog10?: Readonly<Record<string, number>>
}

/** Panels of other views, which know nothing of each other, so that the registry passes them in. */
export interface FigurePanels {
  readonly Matrix: ComponentType<{ readonly only?: readonly string[] }>
}
