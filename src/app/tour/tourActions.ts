/** @file Offers, begins, moves and ends the tour; once it was left, it is never offered again. */
import type { AppStore } from '../../store/appStore'
import { firstStep, stepBeside, TOUR_OFF } from '../../store/tour/tour'
import { FIRST_VIEW } from '../../store/viewChoice'

/** What lasts beyond this visit; undefined where the browser has or grants none. */
export type LastingStorage = Pick<Storage, 'getItem' | 'setItem'>

const KEY = 'gradlens-tour'
const LEFT = 'left'

export interface TourActions {
  /** Offers the tour unless it was left before. Call it where the address asks for nothing in particular. */
  readonly offerTour: () => void
  readonly startTour: () => void
  /** To the next (1) or the previous (-1) step; beyond the last the tour ends. */
  readonly moveTour: (by: 1 | -1) => void
  /** Also declines the offer. */
  readonly leaveTour: () => void
}

export function createTourActions(store: AppStore, storage: LastingStorage | undefined): TourActions {
  function leaveTour(): void {
    store.setState({ tour: TOUR_OFF })
    try {
      storage?.setItem(KEY, LEFT)
    } catch {
      // Full or denied: it is offered again at the next visit.
    }
  }
  // What the tour speaks of is on the comparison alone.
  store.subscribe(({ tour, view }) => {
    if (tour.status === 'on' && view !== FIRST_VIEW) leaveTour()
  })
  return {
    offerTour: () => {
      if (!wasLeft(storage)) store.setState({ tour: { status: 'offered' } })
    },
    startTour: () => store.setState({ view: FIRST_VIEW, tour: firstStep }),
    moveTour: (by) => {
      const { tour } = store.getState()
      if (tour.status !== 'on') return
      const step = stepBeside(tour.step, by)
      if (step !== null) store.setState({ tour: { status: 'on', step } })
      else if (by === 1) leaveTour()
    },
    leaveTour,
  }
}

function wasLeft(storage: LastingStorage | undefined): boolean {
  try {
    return storage?.getItem(KEY) === LEFT
  } catch {
    return false
  }
}
