import { FLAG_FIELDS } from '../../plans/evaluationNumbers'
import { initialEvaluation } from '../../store/evaluation/evaluationForm'
import { useEvaluation, useEvaluationActions } from '../parts/evaluated/useEvaluation'
import { FieldGroup } from '../parts/fields/FieldGroup'
import { NumberSettingField } from '../parts/fields/NumberSettingField'
import { explainedSetting } from '../parts/help/explainedSetting'
import { HelpHeading } from '../parts/help/HelpHeading'

/** Whether red flags are checked, and on how many images with how many steps. */
export function FlagControls() {
  const flags = useEvaluation((evaluation) => evaluation.form.flags)
  const { setEvaluation } = useEvaluationActions()
  return (
    <section className="group">
      <HelpHeading
        title="Red flags"
        items={['gradient masking', ...Object.values(FLAG_FIELDS).map(explainedSetting)]}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={flags !== null}
          onChange={(event) => setEvaluation({ flags: event.target.checked ? initialEvaluation.form.flags : null })}
        />
        Check for signs of a failing attack
      </label>
      {flags !== null && (
        <FieldGroup name="flags">
          <NumberSettingField
            setting={FLAG_FIELDS.images}
            value={flags.images}
            onChange={(images) => setEvaluation({ flags: { ...flags, images } })}
          />
          <NumberSettingField
            setting={FLAG_FIELDS.steps}
            value={flags.steps}
            onChange={(steps) => setEvaluation({ flags: { ...flags, steps } })}
          />
        </FieldGroup>
      )}
    </section>
  )
}
