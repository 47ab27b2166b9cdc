import type { NormId } from '../../../engine/attacks/norms/types'
import type { AttackChoice } from '../../../engine/attacks/registry'
import type { AttackDescription } from '../../../engine/evaluation/types'
import { switchAttack, withSetting } from '../../../store/attacks/attackChoices'
import { NORM_UNITS } from '../../../store/attacks/normUnits'
import { type SettingField, settingFields } from '../../../store/attacks/settingFields'
import { Choice } from '../Choice'
import { FieldGroup } from '../fields/FieldGroup'
import { NumberField } from '../fields/NumberField'
import { StepSizeField } from './StepSizeField'

interface AttackFieldsProps {
  /** What can be chosen. */
  readonly attacks: readonly AttackDescription[]
  readonly choice: AttackChoice
  readonly onChange: (choice: AttackChoice) => void
}

/** Which attack, in which norm, with which settings of its own. Its size is set elsewhere. */
export function AttackFields({ attacks, choice, onChange }: AttackFieldsProps) {
  const { norm } = choice.settings
  const norms = attacks.find(({ id }) => id === choice.id)?.norms ?? [norm]
  return (
    <>
      <label className="field">
        <span>Attack</span>
        <select
          value={choice.id}
          data-testid="attack"
          onChange={(event) => onChange(switchAttack(attacks, choice, event.target.value, norm))}
        >
          {attacks.length === 0 && <option value={choice.id}>{choice.id.toUpperCase()}</option>}
          {attacks.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Choice<NormId>
        label="Norm"
        value={norm}
        options={norms.map((id) => [id, NORM_UNITS[id].name])}
        onChange={(other) => onChange(switchAttack(attacks, choice, choice.id, other))}
      />
      <FieldGroup name={`${choice.id} ${norm}`}>
        {settingFields(choice).map((field) => (
          <Field key={`${choice.id} ${field.name}`} field={field} choice={choice} onChange={onChange} />
        ))}
      </FieldGroup>
    </>
  )
}

interface FieldProps {
  readonly field: SettingField
  readonly choice: AttackChoice
  readonly onChange: (choice: AttackChoice) => void
}

function Field({ field, choice, onChange }: FieldProps) {
  const set = (value: unknown) => onChange(withSetting(choice, field.name, value))
  switch (field.kind) {
    case 'number': {
      const { kind: _, name: __, ...props } = field
      return <NumberField {...props} onChange={set} />
    }
    case 'flag':
      return (
        <label className="check">
          <input type="checkbox" checked={field.value} onChange={(event) => set(event.target.checked)} />
          {field.label}
        </label>
      )
    case 'choice':
      return (
        <label className="field">
          <span>{field.label}</span>
          <select value={field.value} onChange={(event) => set(event.target.value)}>
            {field.options.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
      )
    case 'stepSize':
      return <StepSizeField choice={choice} onChange={set} />
  }
}
