import type { RunKind } from '../../../store/runs/kept'
import { statusText } from './statusText'
import { useIsElsewhere, useRun } from './useRun'

/** Speaks that a run runs or is paused; without its progress, and its end is told by RunEnds. */
export function SpokenStatus({ kind }: { readonly kind: RunKind }) {
  const run = useRun(kind)
  const isElsewhere = useIsElsewhere(kind)
  return (
    <span className="visually-hidden" role="status">
      {run === null || run.status === 'done' ? '' : statusText(run, isElsewhere)}
    </span>
  )
}
