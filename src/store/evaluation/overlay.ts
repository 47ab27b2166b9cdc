/** @file Which kept runs are laid over the evaluation that is shown, by their ids. */
import { byCount } from '../../countOf'
import type { KeptState } from '../runs/kept'

/** As many as there are letters, but one for the run that is shown. */
export const MAX_OVERLAY = 25

export const isKeptEvaluation = ({ entries }: KeptState, id: string): boolean =>
  entries.some((entry) => entry.kind === 'evaluation' && entry.id === id)

/** That runs which an address lays over the one that is shown are not kept here, in one sentence; null if all are. */
export function overlayProblem(ids: readonly string[], kept: KeptState): string | null {
  const missing = ids.filter((id) => !isKeptEvaluation(kept, id))
  if (missing.length === 0) return null
  const names = missing.map((id) => `“${id}”`).join(', ')
  const which = byCount(missing.length, 'is the run', 'are the runs')
  return `Laid over the run that is shown ${which} ${names} in this address, which this browser does not keep; open ${byCount(missing.length, 'the file of its results', 'the files of their results')} under Evaluate.`
}
