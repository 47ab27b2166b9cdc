import type { DisplayForm } from '../../store/types'
import { useActions, useApp } from '../appContext'

interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly (readonly [value: Value, text: string])[]
  readonly onChange: (value: Value) => void
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      {options.map(([option, text]) => (
        <label key={option}>
          <input type="radio" name={label} checked={option === value} onChange={() => onChange(option)} />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  )
}

export function DisplayControls() {
  const display = useApp((state) => state.display)
  const { setDisplay } = useActions()
  return (
    <section className="group">
      <h2>Gradient maps</h2>
      <Choice<DisplayForm['gradientSign']>
        label="Values"
        value={display.gradientSign}
        options={[
          ['signed', 'Signed'],
          ['absolute', 'Absolute'],
        ]}
        onChange={(gradientSign) => setDisplay({ gradientSign })}
      />
      <Choice<DisplayForm['gradientChannel']>
        label="Channel"
        value={display.gradientChannel}
        options={[
          ['rgb', 'RGB'],
          ['r', 'R'],
          ['g', 'G'],
          ['b', 'B'],
        ]}
        onChange={(gradientChannel) => setDisplay({ gradientChannel })}
      />
      <Choice<DisplayForm['gradientScale']>
        label="Scale"
        value={display.gradientScale}
        options={[
          ['own', 'Own'],
          ['shared', 'Shared'],
        ]}
        onChange={(gradientScale) => setDisplay({ gradientScale })}
      />
    </section>
  )
}
