import { ATTACK_LIMITS, stepSizeOf } from '../../store/attackForm'
import { eps255 } from '../../units'
import { useActions, useApp } from '../appContext'
import { NumberField } from './NumberField'

export function AttackControls() {
  const attack = useApp((state) => state.attack)
  const { setAttack } = useActions()
  const isDefaultStep = attack.stepSize === null
  return (
    <section className="group">
      <h2>
        Attack <span className="muted">PGD, L∞</span>
      </h2>
      <NumberField
        label="Steps"
        value={attack.steps}
        {...ATTACK_LIMITS.steps}
        isWhole
        onChange={(steps) => setAttack({ steps })}
      />
      <NumberField
        label="Step size"
        unit="/255"
        value={stepSizeOf(attack)}
        {...ATTACK_LIMITS.stepSize}
        disabled={isDefaultStep}
        onChange={(stepSize) => setAttack({ stepSize: eps255(stepSize) })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={isDefaultStep}
          onChange={(event) =>
            setAttack({
              stepSize: event.target.checked ? null : eps255(Math.max(ATTACK_LIMITS.stepSize.min, stepSizeOf(attack))),
            })
          }
        />
        2.5 ε / steps
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={attack.randomStart}
          onChange={(event) => setAttack({ randomStart: event.target.checked })}
        />
        Random start
      </label>
      <NumberField
        label="Seed"
        value={attack.seed}
        {...ATTACK_LIMITS.seed}
        isWhole
        disabled={!attack.randomStart}
        onChange={(seed) => setAttack({ seed })}
      />
    </section>
  )
}
