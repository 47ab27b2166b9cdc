import { EmptyEvaluation } from './EmptyEvaluation'
import { RunView } from './RunView'
import { useEvaluation } from './useEvaluation'

/** A run's figure and numbers, or what could be run. */
export function EvaluateView() {
  const run = useEvaluation((evaluation) => evaluation.run)
  return (
    <section className="evaluate" aria-label="Evaluate">
      {run === null ? <EmptyEvaluation /> : <RunView key={run.id} run={run} />}
    </section>
  )
}
