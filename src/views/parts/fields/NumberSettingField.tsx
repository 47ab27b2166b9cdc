import type { NumberSetting } from '../../../engine/settings/numberSettings'
import { NumberField } from './NumberField'

interface NumberSettingFieldProps {
  readonly setting: Omit<NumberSetting, 'usual'>
  readonly note?: string
  readonly value: number
  readonly onChange: (value: number) => void
}

/** A number field with the label, unit and bounds of a setting. */
export function NumberSettingField({ setting, note, value, onChange }: NumberSettingFieldProps) {
  const { name, label, unit, min, max, isAbove, isBelow, isWhole } = setting
  return (
    <NumberField
      label={label}
      name={name}
      {...(unit && { unit })}
      {...(note && { note })}
      value={value}
      {...{ min, max, isAbove, isBelow, isWhole }}
      onChange={onChange}
    />
  )
}
