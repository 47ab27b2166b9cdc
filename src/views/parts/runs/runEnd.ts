/** @file Which runs have just ended. */
import type { RunKind } from '../../../store/runs/kept'
import { type AnyRun, isMoving } from '../../../store/runs/run'
import { RUN_KINDS } from '../../../store/runs/runKinds'
import type { AppState } from '../../../store/types'

/** The kinds of runs that have ended by themselves in this tab, rather than by a person's pause or stop. */
export const endedKinds = (before: AppState, now: AppState): RunKind[] =>
  (Object.keys(RUN_KINDS) as RunKind[]).filter((kind) => {
    const { run, isElsewhere } = RUN_KINDS[kind].state(now)
    return !isElsewhere && hasEnded(RUN_KINDS[kind].state(before).run, run)
  })

function hasEnded(before: AnyRun | null, now: AnyRun | null): boolean {
  if (before === null || now === null || before.id !== now.id || !isMoving(before) || isMoving(now)) return false
  return now.status === 'done' || now.message !== null
}
