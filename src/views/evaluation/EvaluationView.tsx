import { KeptEntries } from '../parts/runs/KeptEntries'
import { EmptyEvaluation } from './EmptyEvaluation'
import { RunView } from './RunView'
import { useEvaluation } from './useEvaluation'

const KINDS = ['evaluation'] as const

/** A run's figure and numbers, or what could be run. */
export function EvaluationView() {
  const run = useEvaluation((evaluation) => evaluation.run)
  return (
    <section className="evaluation" aria-label="Evaluate">
      {run === null ? <EmptyEvaluation /> : <RunView key={run.id} run={run} />}
      <KeptEntries title="Earlier runs" kinds={KINDS} />
    </section>
  )
}
