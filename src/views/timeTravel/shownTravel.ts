import type { EpochRun } from '../../engine/checkpoints/epochRun'
import { NOTHING_YET } from '../../store/appStore'
import type { EpochResult } from '../../store/timeTravel/timeTravel'
import { epochKey } from '../../store/timeTravel/travelState'
import type { Computed, TimeTravelState } from '../../store/types'

/** What the parts of the view show, and what its exports save. */
export interface ShownTravel {
  readonly looked: EpochRun
  /** All that are shown, with the one that is looked at. */
  readonly runs: readonly EpochRun[]
  /** Of the run that is looked at. */
  readonly epoch: number
  readonly travel: TimeTravelState
}

/** An epoch's result, and whether it is of the image that is asked for. */
export interface ShownResult extends Computed<EpochResult> {
  readonly isCurrent: boolean
}

export function shownResult({ results, image }: TimeTravelState, runId: string, epoch: number): ShownResult {
  const result = results[epochKey(runId, epoch)] ?? NOTHING_YET
  return { ...result, isCurrent: result.value !== null && result.value.image === image.value?.image }
}

/** The results of this image that are there, with their epochs. */
export const currentResults = (
  travel: TimeTravelState,
  { id, epochs }: EpochRun,
): readonly { readonly epoch: number; readonly result: EpochResult }[] =>
  epochs.flatMap(({ epoch }) => {
    const { value, isCurrent } = shownResult(travel, id, epoch)
    return value !== null && isCurrent ? [{ epoch, result: value }] : []
  })
