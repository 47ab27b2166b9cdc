import type { AttackChoice } from '../../engine/attacks/registry'
import type { FlagFinding } from '../../engine/evaluation/types'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { formOf } from '../../store/evaluation/evaluationChoices'
import { mendedAttack } from '../../store/evaluation/mendedAttack'
import { isOpen } from '../../store/runs/run'
import { useAppState } from '../parts/appContext'
import { useEvaluation, useEvaluationActions } from '../parts/evaluated/useEvaluation'
import { useRunVerbs } from '../parts/runs/useRun'
import { startHindrance } from './useStart'

/** Buttons that repeat the run with the attack changed as a finding asks for. */
export function FindingMends({ run, finding }: { readonly run: EvaluationRun; readonly finding: FlagFinding }) {
  const attacks = useEvaluation((evaluation) => evaluation.attacks)
  const repeat = useRepeat(run)
  const mends = (finding.mends ?? []).flatMap(({ name, ...mend }) => {
    const attack = mendedAttack(attacks, run.plan.measure.attack, { name, ...mend })
    return attack === null ? [] : [{ name, attack }]
  })
  if (mends.length === 0) return null
  return (
    <div className="finding-mends">
      {mends.map(({ name, attack }) => (
        <button
          key={name}
          type="button"
          className="button"
          disabled={isOpen(run)}
          title={isOpen(run) ? 'Possible once this run has ended' : undefined}
          onClick={() => repeat(attack)}
        >
          Run again with {name}
        </button>
      ))}
    </div>
  )
}

/** Starts a run with the settings of `run` and another attack; the form then shows these, and what hinders the start. */
function useRepeat(run: EvaluationRun): (attack: AttackChoice) => void {
  const read = useAppState()
  const { setEvaluation } = useEvaluationActions()
  const verbs = useRunVerbs('evaluation')
  return (attack) => {
    setEvaluation({ ...formOf(run.plan, read().evaluation.form), attack })
    if (startHindrance(read()) === null) void verbs().start()
  }
}
