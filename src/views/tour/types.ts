import type { ComponentType } from 'react'
import type { Actions } from '../../app/actions'
import type { AppState } from '../../store/types'

/** What the step's button does; null while there is nothing to do it with. */
export interface TourMove {
  readonly label: string
  readonly perform: (actions: Actions) => void
}

/** A step of the tour. Adding one is one file, one line in the registry, and its id in `TOUR_STEPS`. */
export interface TourStep {
  readonly title: string
  /** CSS selector of what it speaks of. */
  readonly target: string
  /** What it says, with the numbers that are on screen. */
  readonly Text: ComponentType
  readonly moves: (state: AppState) => readonly TourMove[]
}
