import type { StepSize } from '../../../engine/attacks/algorithms/stepSize'
import type { AttackChoice } from '../../../engine/attacks/registry'
import { followsSteps, settingsOf, usualShare } from '../../../store/attacks/attackChoices'
import { fromShown, NORM_UNITS, toShown } from '../../../store/attacks/normUnits'
import { NumberField } from '../fields/NumberField'

interface StepSizeFieldProps {
  readonly choice: AttackChoice
  readonly onChange: (stepSize: StepSize) => void
}

type Rule = 'followsSteps' | StepSize['rule']

const RULES: readonly (readonly [rule: Rule, text: string])[] = [
  ['followsSteps', '2.5 ε / steps'],
  ['shareOfEpsilon', 'share of ε'],
  ['fixed', 'fixed size'],
]

/** How far one step goes: by the number of steps, as a share of ε, or a size of its own. */
export function StepSizeField({ choice, onChange }: StepSizeFieldProps) {
  const settings = settingsOf(choice)
  const stepSize = settings.stepSize as StepSize
  const { norm, epsilon } = choice.settings
  const steps = typeof settings.steps === 'number' ? settings.steps : 1
  const rule: Rule = followsSteps(settings) ? 'followsSteps' : stepSize.rule
  const share = stepSize.rule === 'fixed' ? stepSize.size / (epsilon || 1) : stepSize.share

  function choose(next: Rule): void {
    if (next === 'fixed') onChange({ rule: 'fixed', size: (share * epsilon) as typeof epsilon })
    // Not what the number of steps asks for, as that would be the other rule.
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
          label="Step size"
          name="step size"
          isAbove
          unit={NORM_UNITS[norm].suffix}
          value={toShown(stepSize.size, norm)}
          min={0}
          max={toShown(1, norm) * 1000}
          onChange={(size) => onChange({ rule: 'fixed', size: fromShown(size, norm) })}
        />
      ) : (
        <NumberField
          key="share"
          label="Step size"
          name="step share"
          isAbove
          unit="ε"
          value={stepSize.share}
          min={0}
          max={1000}
          disabled={rule === 'followsSteps'}
          onChange={(value) => onChange({ rule: 'shareOfEpsilon', share: value })}
        />
      )}
    </>
  )
}
