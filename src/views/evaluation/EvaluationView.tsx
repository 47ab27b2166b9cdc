import { useEvaluation } from '../parts/evaluated/useEvaluation'
import { KeptEntries } from '../parts/runs/KeptEntries'
import { EmptyEvaluation } from './EmptyEvaluation'
import { RunView } from './RunView'

const KINDS = ['evaluation'] as const

/** The current run, or an invitation to start one, and the earlier runs. */
export function EvaluationView() {
  const run = useEvaluation((evaluation) => evaluation.run)
  return (
    <section className="evaluation" aria-label="Evaluate">
      {run === null ? <EmptyEvaluation /> : <RunView key={run.id} run={run} />}
      <KeptEntries title="Earlier runs" kinds={KINDS} />
    </section>
  )
}
