import type { StepSize } from '../../../engine/attacks/algorithms/stepSize'
import type { CommonSettings } from '../../../engine/attacks/types'
import { fromShown, NORMS, toShown } from '../../../store/attacks/normUnits'
import { followsSteps, type NamedSettings, usualShare } from '../../../store/settings/values'
import { NumberField } from './NumberField'

interface StepSizeFieldProps {
  readonly label: string
  readonly value: StepSize
  /** All of the attack's settings, including its norm and epsilon. */
  readonly values: NamedSettings
  readonly onChange: (stepSize: StepSize) => void
}

type Rule = 'followsSteps' | StepSize['rule']

const RULES: readonly (readonly [rule: Rule, text: string])[] = [
  ['followsSteps', '2.5 ε / steps'],
  ['shareOfEpsilon', 'share of ε'],
  ['fixed', 'fixed size'],
]

/** The step size: derived from the number of steps, a share of ε, or a fixed size. */
export function StepSizeField({ label, value: stepSize, values, onChange }: StepSizeFieldProps) {
  const { norm, epsilon } = values as unknown as CommonSettings
  const steps = typeof values.steps === 'number' ? values.steps : 1
  const rule: Rule = followsSteps(values) ? 'followsSteps' : stepSize.rule
  const share = stepSize.rule === 'fixed' ? stepSize.size / (epsilon || 1) : stepSize.share

  function choose(next: Rule): void {
    if (next === 'fixed') onChange({ rule: 'fixed', size: (share * epsilon) as typeof epsilon })
    // The share that follows the number of steps would select the other rule.
    else if (next === 'shareOfEpsilon') onChange({ rule: next, share: rule === 'fixed' ? share : 1 / 4 })
    else onChange({ rule: 'shareOfEpsilon', share: usualShare(steps) })
  }

  return (
    <>
      <label className="field">
        <span>Step rule</span>
        <select value={rule} onChange={(event) => choose(event.target.value as Rule)}>
          {RULES.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
      {stepSize.rule === 'fixed' ? (
        <NumberField
          key="fixed"
          label={label}
          name="step size"
          isAbove
          unit={NORMS[norm].suffix}
          value={toShown(stepSize.size, norm)}
          min={0}
          max={toShown(1, norm) * 1000}
          onChange={(size) => onChange({ rule: 'fixed', size: fromShown(size, norm) })}
        />
      ) : (
        <NumberField
          key="share"
          label={label}
          name="step share"
          isAbove
          unit="ε"
          value={rule === 'followsSteps' ? Number(stepSize.share.toPrecision(3)) : stepSize.share}
          min={0}
          max={1000}
          disabled={rule === 'followsSteps'}
          onChange={(value) => onChange({ rule: 'shareOfEpsilon', share: value })}
        />
      )}
    </>
  )
}
