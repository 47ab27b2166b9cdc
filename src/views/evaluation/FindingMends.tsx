import type { FlagFinding } from '../../engine/evaluation/types'
import type { EvaluationForm, EvaluationRun } from '../../store/evaluation/evaluation'
import { formOf } from '../../store/evaluation/evaluationChoices'
import { mendedForm } from '../../store/evaluation/mendedForm'
import { isOpen } from '../../store/runs/run'
import { useAppState } from '../parts/appContext'
import { useEvaluation, useEvaluationActions } from '../parts/evaluated/useEvaluation'
import { useRunVerbs } from '../parts/runs/useRun'
import { startHindrance } from './useStart'

/** Buttons that repeat the run with what mends a finding. */
export function FindingMends({ run, finding }: { readonly run: EvaluationRun; readonly finding: FlagFinding }) {
  const attacks = useEvaluation((evaluation) => evaluation.attacks)
  const repeat = useRepeat(run)
  const mends = (finding.mends ?? []).flatMap((mend) => mendedForm(run.plan.measure, attacks, mend) ?? [])
  if (mends.length === 0) return null
  return (
    <div className="finding-mends">
      {mends.map(({ name, change }) => (
        <button
          key={name}
          type="button"
          className="button"
          disabled={isOpen(run)}
          title={isOpen(run) ? 'Possible once this run has ended' : undefined}
          onClick={() => repeat(change)}
        >
          Run again with {name}
        </button>
      ))}
    </div>
  )
}

/** Starts a run with the settings of `run` but for some; the form then shows these, and what hinders the start. */
function useRepeat(run: EvaluationRun): (change: Partial<EvaluationForm>) => void {
  const read = useAppState()
  const { setEvaluation } = useEvaluationActions()
  const verbs = useRunVerbs('evaluation')
  return (change) => {
    setEvaluation({ ...formOf(run.plan, read().evaluation.form), ...change })
    if (startHindrance(read()) === null) void verbs().start()
  }
}
