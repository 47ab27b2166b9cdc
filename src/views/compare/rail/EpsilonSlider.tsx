import { range } from 'd3'
import { roundEpsilon } from '../../../store/attacks/attackForm'
import { fromShown, NORMS, toShown } from '../../../store/attacks/normUnits'
import { useActions, useApp } from '../../parts/appContext'
import { sizeText } from '../../parts/format'
import { HelpButton } from '../../parts/help/HelpButton'

/** The attack's size, in the norm's own unit. */
export function EpsilonSlider() {
  const { norm, epsilon } = useApp((state) => state.attack.choice.settings)
  const { setAttackSettings } = useActions()
  const { max, step } = NORMS[norm].slider
  const text = sizeText(epsilon, norm)
  const [size, unit] = text.split('/')
  return (
    <div className="epsilon" data-tour="epsilon">
      <div className="with-help">
        <label htmlFor="epsilon">
          Attack size <span className="symbol">ε</span>
        </label>
        <HelpButton about="Attack size ε" items={['ε', 'perturbation', NORMS[norm].name, 'ball']} />
      </div>
      <output htmlFor="epsilon" data-testid="epsilon">
        {size}
        {unit !== undefined && <span className="epsilon-unit">/{unit}</span>}
      </output>
      <input
        id="epsilon"
        type="range"
        min={0}
        max={max}
        step={step}
        value={roundEpsilon(toShown(epsilon, norm))}
        aria-valuetext={text}
        onChange={(event) => setAttackSettings({ epsilon: fromShown(event.target.valueAsNumber, norm) })}
      />
      <div className="epsilon-ticks" aria-hidden="true">
        {range(5).map((tick) => (
          <span key={tick}>{(tick * max) / 4}</span>
        ))}
      </div>
    </div>
  )
}
