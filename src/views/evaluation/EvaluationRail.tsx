import { changeAttack } from '../../store/evaluation/evaluationChoices'
import { AttackFields } from '../parts/attack/AttackFields'
import { EngineWaiting } from '../parts/EngineWaiting'
import { FieldGroup } from '../parts/fields/FieldGroup'
import { FlagControls } from './FlagControls'
import { MeasureControls } from './MeasureControls'
import { ModelChoice } from './ModelChoice'
import { RunControls } from './RunControls'
import { SizeControls } from './SizeControls'
import { SourceControls } from './SourceControls'
import { useEvaluation, useEvaluationActions } from './useEvaluation'
import { useSettledForm } from './useSettledForm'

/** All settings of an evaluation. On a phone they are a sheet, with the run's controls always visible. */
export function EvaluationRail() {
  return (
    <FieldGroup name="evaluation">
      <aside className="rail is-evaluate" aria-label="Settings">
        <RunControls />
        <details className="rail-more" open={!matchMedia('(max-width: 760px)').matches}>
          <summary>Measure, models, attack, images</summary>
          <MeasureControls />
          <ModelChoice />
          <AttackSettings />
          <SourceControls />
          <FlagControls />
        </details>
      </aside>
    </FieldGroup>
  )
}

function AttackSettings() {
  const form = useSettledForm()
  const attacks = useEvaluation((evaluation) => evaluation.attacks)
  const { setEvaluation } = useEvaluationActions()
  return (
    <section className="group">
      <h2>Attack</h2>
      {form.attack === null ? (
        <EngineWaiting />
      ) : (
        <>
          <AttackFields
            attacks={attacks}
            choice={form.attack}
            onChange={(attack) => setEvaluation(changeAttack(form, attack))}
          />
          <SizeControls form={form} attack={form.attack} />
        </>
      )}
    </section>
  )
}
