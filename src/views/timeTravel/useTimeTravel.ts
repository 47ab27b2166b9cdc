import type { EpochRun } from '../../engine/checkpoints/epochRun'
import { epochOf, lookedRun, shownRunIds } from '../../store/timeTravel/travelState'
import type { TimeTravelState } from '../../store/types'
import { useApp } from '../parts/appContext'

export const useTimeTravel = <Part>(select: (state: TimeTravelState) => Part): Part =>
  useApp(({ timeTravel }) => select(timeTravel))

/** The run that is looked at, once it is read. */
export const useLookedRun = (): EpochRun | null => useTimeTravel(lookedRun)

/** The epoch that is shown of a run. */
export const useShownEpoch = (run: EpochRun): number => useTimeTravel(({ look }) => epochOf(run, look.epoch))

/** The runs that are shown and read, the one that is looked at first. */
export function useShownRuns(): readonly EpochRun[] {
  const travel = useTimeTravel((state) => state)
  return shownRunIds(travel).flatMap((id) => travel.runs[id]?.value ?? [])
}
