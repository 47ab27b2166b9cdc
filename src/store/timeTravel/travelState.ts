/** @file What time travel begins with, and which run and epoch it shows. */
import type { EpochRun } from '../../engine/checkpoints/epochRun'
import type { TimeTravelState } from '../types'

export const initialTimeTravel: TimeTravelState = {
  look: { runId: null, epoch: 0, imageId: 'fashion-mnist_00001_2', attack: 'fgsm', isBeside: false },
  offered: [],
  runs: {},
  image: { value: null, progress: null, error: null },
  results: {},
}

export const epochKey = (runId: string, epoch: number): string => `${runId}/${epoch}`

/** The runs that are shown: the one that is looked at first. */
export function shownRunIds({ look, offered }: TimeTravelState): readonly string[] {
  const first = lookedRunId({ look, offered })
  if (first === null) return []
  return look.isBeside ? [first, ...offered.flatMap(({ id }) => (id === first ? [] : [id]))] : [first]
}

/** null until the page knows which there are. */
export const lookedRunId = ({ look, offered }: Pick<TimeTravelState, 'look' | 'offered'>): string | null =>
  (offered.find(({ id }) => id === look.runId) ?? offered[0])?.id ?? null

export function lookedRun(travel: TimeTravelState): EpochRun | null {
  const id = lookedRunId(travel)
  return id === null ? null : (travel.runs[id]?.value ?? null)
}

/** The last epoch of a run that is not after this one; its first where all are. */
export function epochOf({ epochs }: Pick<EpochRun, 'epochs'>, epoch: number): number {
  return (epochs.findLast((kept) => kept.epoch <= epoch) ?? epochs[0])?.epoch ?? 0
}
