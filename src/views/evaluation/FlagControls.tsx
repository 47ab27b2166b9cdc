import { EVALUATION_LIMITS, initialEvaluation } from '../../store/evaluation/evaluationForm'
import { FieldGroup } from '../parts/fields/FieldGroup'
import { NumberField } from '../parts/fields/NumberField'
import { useEvaluation, useEvaluationActions } from './useEvaluation'

/** Whether signs of a failing attack are looked for, and how hard. */
export function FlagControls() {
  const flags = useEvaluation((evaluation) => evaluation.form.flags)
  const { setEvaluation } = useEvaluationActions()
  return (
    <section className="group">
      <h2>Red flags</h2>
      <label className="check">
        <input
          type="checkbox"
          checked={flags !== null}
          onChange={(event) => setEvaluation({ flags: event.target.checked ? initialEvaluation.form.flags : null })}
        />
        Look for signs of a failing attack
      </label>
      {flags !== null && (
        <FieldGroup name="flags">
          <NumberField
            label="Images"
            value={flags.images}
            {...EVALUATION_LIMITS.flagImages}
            isWhole
            onChange={(images) => setEvaluation({ flags: { ...flags, images } })}
          />
          <NumberField
            label="Steps"
            value={flags.steps}
            {...EVALUATION_LIMITS.flagSteps}
            isWhole
            onChange={(steps) => setEvaluation({ flags: { ...flags, steps } })}
          />
        </FieldGroup>
      )}
    </section>
  )
}
