import { useState } from 'react'

interface NumberFieldProps {
  readonly label: string
  readonly unit?: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly isWhole?: boolean
  readonly disabled?: boolean
  readonly onChange: (value: number) => void
}

/** A number that may be typed freely; it is taken once it is valid, and until then says what is. */
export function NumberField({
  label,
  unit,
  value,
  min,
  max,
  isWhole = false,
  disabled = false,
  onChange,
}: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const shown = draft ?? String(Number(value.toPrecision(4)))
  const error = draft === null ? null : problemOf(draft)

  function problemOf(text: string): string | null {
    const number = Number(text)
    if (text.trim() === '' || !(number >= min && number <= max)) return `${label} must be from ${min} to ${max}.`
    return isWhole && !Number.isInteger(number) ? `${label} must be a whole number.` : null
  }

  return (
    <label className="field">
      <span>{label}</span>
      <span className="field-input">
        <input
          type="number"
          inputMode="decimal"
          min={min}
          max={max}
          step={isWhole ? 1 : 'any'}
          value={shown}
          disabled={disabled}
          aria-invalid={error !== null}
          onChange={(event) => {
            const text = event.target.value
            setDraft(text)
            if (problemOf(text) === null) onChange(Number(text))
          }}
          onBlur={() => setDraft(null)}
        />
        {unit && <span className="unit">{unit}</span>}
      </span>
      {error && <span className="field-error">{error}</span>}
    </label>
  )
}
