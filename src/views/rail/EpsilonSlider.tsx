import { ATTACK_LIMITS } from '../../store/attackForm'
import { eps255 } from '../../units'
import { useActions, useApp } from '../appContext'
import { epsilonText } from '../format'

const { min, max, step } = ATTACK_LIMITS.epsilon

export function EpsilonSlider() {
  const epsilon = useApp((state) => state.attack.epsilon)
  const { setAttack } = useActions()
  return (
    <div className="epsilon">
      <label htmlFor="epsilon">
        Attack size <span className="symbol">ε</span>
      </label>
      <output htmlFor="epsilon" data-testid="epsilon">
        {epsilonText(epsilon)}
      </output>
      <input
        id="epsilon"
        type="range"
        min={min}
        max={max}
        step={step}
        value={epsilon}
        aria-valuetext={epsilonText(epsilon)}
        onChange={(event) => setAttack({ epsilon: eps255(event.target.valueAsNumber) })}
      />
      <div className="epsilon-ticks" aria-hidden="true">
        {[0, 4, 8, 12, 16].map((tick) => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
    </div>
  )
}
