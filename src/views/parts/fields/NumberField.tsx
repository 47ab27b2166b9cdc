import { type NumberBounds, numberText, parseNumber } from '../../../store/fields/number'
import { useIsLive } from './FieldGroup'
import { TextField } from './TextField'

interface NumberFieldProps extends NumberBounds {
  readonly label: string
  /** Unique within its group, where several fields may share a label. */
  readonly name?: string
  readonly note?: string
  readonly value: number
  readonly disabled?: boolean
  readonly onChange: (value: number) => void
}

/** A number field, which the arrow keys can change too. */
export function NumberField({ label, name = label, note, value, disabled, onChange, ...bounds }: NumberFieldProps) {
  const text = numberText(value)
  const isLive = useIsLive()
  return (
    <TextField
      name={name}
      label={label}
      unit={bounds.unit}
      {...(note && { note })}
      text={text}
      parse={(typed) => parseNumber(typed, bounds)}
      write={numberText}
      onChange={onChange}
      {...(isLive && { meanwhile: `Until then ${text}${bounds.unit?.startsWith('/') ? bounds.unit : ''} is used.` })}
      {...(disabled && { disabled })}
      step={(typed, direction) => stepped(typed, direction, bounds)}
      input={{
        role: 'spinbutton',
        inputMode: bounds.isWhole ? 'numeric' : 'decimal',
        'aria-valuemin': decimal(bounds.min),
        'aria-valuemax': decimal(bounds.max),
        'aria-valuenow': decimal(value),
      }}
    />
  )
}

/** Without an exponent, which ARIA does not allow: 0.0000001, not 1e-7. */
const decimal = (value: number): number =>
  value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 }) as unknown as number

/** Changes whole numbers by one and others by one in their first digit; null if the result is out of bounds. */
function stepped(typed: string, direction: 1 | -1, bounds: NumberBounds): string | null {
  const { value } = parseNumber(typed, bounds)
  if (value === null) return null
  const step = bounds.isWhole || value === 0 ? 1 : 10 ** Math.floor(Math.log10(Math.abs(value)))
  const next = numberText(value + direction * step)
  return parseNumber(next, bounds).problem === null ? next : null
}
