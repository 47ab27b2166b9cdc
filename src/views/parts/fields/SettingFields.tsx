import type { NamedSettings, SettingDescription, SettingsChoice } from '../../../store/training/training'
import { FieldGroup } from './FieldGroup'
import { NumberField } from './NumberField'

interface SettingFieldsProps {
  readonly choice: SettingsChoice
  readonly settings: readonly SettingDescription[]
  readonly onChange: (choice: SettingsChoice) => void
}

/** Fields of an objective's or an optimiser's own settings, by what the engine says of them. */
export function SettingFields({ choice, settings, onChange }: SettingFieldsProps) {
  const change = (change: NamedSettings) => onChange({ ...choice, settings: { ...choice.settings, ...change } })
  return (
    <FieldGroup name={choice.id}>
      {settings.map((setting) => (
        <SettingField
          key={`${choice.id} ${setting.name}`}
          setting={setting}
          value={choice.settings[setting.name]}
          onChange={(value) => change({ [setting.name]: value })}
        />
      ))}
    </FieldGroup>
  )
}

interface SettingFieldProps {
  readonly setting: SettingDescription
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

function SettingField({ setting, value, onChange }: SettingFieldProps) {
  const { label, unit } = setting
  switch (setting.kind) {
    case 'number': {
      const { min, max, isAbove, isBelow, isWhole } = setting
      const bounds = { min, max, isAbove, isBelow, isWhole }
      const field = (
        <NumberField
          label={label}
          name={setting.name}
          {...(unit ? { unit } : {})}
          value={typeof value === 'number' ? value : 1}
          {...bounds}
          onChange={onChange}
        />
      )
      if (!setting.isNullable) return field
      return (
        <>
          <label className="check">
            <input
              type="checkbox"
              checked={value === null}
              onChange={(event) => onChange(event.target.checked ? null : 1)}
            />
            {label} as is usual
          </label>
          {value !== null && field}
        </>
      )
    }
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
      const values = value as readonly number[]
      return values.map((each, index) => (
        <NumberField
          // biome-ignore lint/suspicious/noArrayIndexKey: each is told apart by its place alone
          key={index}
          label={`${label} ${setting.entries?.[index] ?? index + 1}`}
          value={each}
          min={setting.min}
          max={setting.max}
          onChange={(next) => onChange(values.map((other, place) => (place === index ? next : other)))}
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
  }
}
