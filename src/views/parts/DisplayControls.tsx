import { GRADIENT_SCALARS } from '../../store/compare/gradientScalars'
import type { DisplayForm } from '../../store/types'
import { useActions, useApp } from './appContext'
import { Choice } from './Choice'
import { HelpHeading } from './help/HelpHeading'

export function DisplayControls() {
  const display = useApp((state) => state.display)
  const { setDisplay } = useActions()
  return (
    <section className="group">
      <HelpHeading
        title="Gradient maps"
        items={['input gradient', ...GRADIENT_SCALARS.map(({ label }) => label), 'percentile']}
      />
      <label className="field">
        <span>Gradient of</span>
        <select
          value={display.gradientOf}
          data-testid="gradient-of"
          onChange={(event) => setDisplay({ gradientOf: event.target.value as DisplayForm['gradientOf'] })}
        >
          {GRADIENT_SCALARS.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
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
