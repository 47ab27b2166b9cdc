/** @file What a person can do with time travel: choose run, epoch and image, and try again. */
import type { AppStore } from '../../store/appStore'
import type { TimeTravelLook } from '../../store/timeTravel/timeTravel'
import type { EngineSession } from '../engineSession'
import type { TimeTravel } from './timeTravel'

export interface TimeTravelActions {
  readonly lookAtEpochs: (change: Partial<TimeTravelLook>) => void
  /** Computes again what failed. */
  readonly retryEpochs: () => void
  /** Reads what was measured of every run's epochs, for views that compute nothing of them. */
  readonly readEpochRuns: () => void
}

export function createTimeTravelActions(store: AppStore, session: EngineSession): TimeTravelActions {
  let travel: Promise<TimeTravel> | null = null
  /** What computes is loaded with the view. */
  const begin = () => {
    travel ??= import('./timeTravel').then(({ TimeTravel }) => new TimeTravel(store, () => session.client))
    return travel
  }
  store.subscribe(({ view }) => {
    if (view === 'time-travel' && travel === null) void begin().then((begun) => begun.follow())
  })
  return {
    lookAtEpochs: (change) =>
      store.setState(({ timeTravel }) => ({ timeTravel: { ...timeTravel, look: { ...timeTravel.look, ...change } } })),
    retryEpochs: () => void travel?.then((begun) => begun.retry()),
    readEpochRuns: () => void begin().then((begun) => begun.readRuns()),
  }
}
