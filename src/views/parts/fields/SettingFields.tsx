import type { StepSize } from '../../../engine/attacks/algorithms/stepSize'
import type { SettingDescription } from '../../../engine/settings/describe'
import { meaningful, type NamedSettings } from '../../../store/settings/values'
import { FieldGroup } from './FieldGroup'
import { NumberField } from './NumberField'
import { NumberSettingField } from './NumberSettingField'
import { StepSizeField } from './StepSizeField'

interface SettingFieldsProps {
  /** What the settings belong to; drafts are kept separately for each. */
  readonly of: string
  readonly settings: readonly SettingDescription[]
  /** All values, including those of settings that are shown elsewhere. */
  readonly values: NamedSettings
  readonly onChange: (name: string, value: unknown) => void
}

/** Fields for the settings of an attack, an objective or an optimiser, as the engine describes them. */
export function SettingFields({ of, settings, values, onChange }: SettingFieldsProps) {
  return (
    <FieldGroup name={of}>
      {meaningful(settings, values).map((setting) => (
        <SettingField
          key={`${of} ${setting.name}`}
          setting={setting}
          values={values}
          onChange={(value) => onChange(setting.name, value)}
        />
      ))}
    </FieldGroup>
  )
}

interface SettingFieldProps {
  readonly setting: SettingDescription
  readonly values: NamedSettings
  readonly onChange: (value: unknown) => void
}

function SettingField({ setting, values, onChange }: SettingFieldProps) {
  const { label } = setting
  const value = values[setting.name]
  switch (setting.kind) {
    case 'number':
      return <NumberSetting setting={setting} value={value} onChange={onChange} />
    case 'choice':
      return (
        <label className="field">
          <span>{label}</span>
          <select value={String(value)} onChange={(event) => onChange(event.target.value)}>
            {setting.values.map((option) => (
              <option key={option} value={option}>
                {setting.options?.[option] ?? option}
              </option>
            ))}
          </select>
        </label>
      )
    case 'numbers': {
      const all = value as readonly number[]
      return all.map((each, index) => (
        <NumberField
          // biome-ignore lint/suspicious/noArrayIndexKey: each is told apart by its place alone
          key={index}
          label={`${label} ${setting.entries?.[index] ?? index + 1}`}
          value={each}
          min={setting.min}
          max={setting.max}
          onChange={(next) => onChange(all.map((other, place) => (place === index ? next : other)))}
        />
      ))
    }
    case 'flag':
      return (
        <label className="check">
          <input type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked)} />
          {label}
        </label>
      )
    case 'stepSize':
      return <StepSizeField label={label} value={value as StepSize} values={values} onChange={onChange} />
  }
}

interface NumberSettingProps {
  readonly setting: SettingDescription & { readonly kind: 'number' }
  readonly value: unknown
  readonly onChange: (value: number | null) => void
}

function NumberSetting({ setting, value, onChange }: NumberSettingProps) {
  const { label, isNullable } = setting
  const field = (
    <NumberSettingField setting={setting} value={typeof value === 'number' ? value : 1} onChange={onChange} />
  )
  if (!isNullable) return field
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={value === null}
          onChange={(event) => onChange(event.target.checked ? null : 1)}
        />
        Default {label.charAt(0).toLowerCase() + label.slice(1)}
      </label>
      {value !== null && field}
    </>
  )
}
