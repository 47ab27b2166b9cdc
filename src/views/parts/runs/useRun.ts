import type { RunVerbs } from '../../../app/runs/runVerbs'
import type { RunKind } from '../../../store/runs/kept'
import { RUN_KINDS, type Runs } from '../../../store/runs/runKinds'
import { useActions, useApp } from '../appContext'

/** The run of a kind that the page shows, or null. */
export const useRun = <Kind extends RunKind>(kind: Kind): Runs[Kind] | null =>
  useApp((state) => RUN_KINDS[kind].state(state).run)

/** Whether another tab is working on it. */
export const useIsElsewhere = (kind: RunKind): boolean => useApp((state) => RUN_KINDS[kind].state(state).isElsewhere)

/** Everything that can be done with it; called when something is done, not before. */
export function useRunVerbs(kind: RunKind): () => RunVerbs {
  const actions = useActions()
  return () => actions.runs[kind]
}
