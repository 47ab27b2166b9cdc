import { SWEEP_FIELDS } from '../../store/training/trainingNumbers'

interface LambdaSliderProps {
  readonly value: number
  readonly onChange: (value: number) => void
}

/** The weight of the penalty relative to cross-entropy. */
export function LambdaSlider({ value, onChange }: LambdaSliderProps) {
  const { min, max } = SWEEP_FIELDS.lambda
  const text = String(Number(value.toFixed(3)))
  return (
    <div className="epsilon lambda">
      <label htmlFor="lambda">
        Weight of the penalty <span className="symbol">λ</span>
      </label>
      <output htmlFor="lambda">{text}</output>
      <input
        id="lambda"
        type="range"
        min={min}
        max={max}
        step={0.05}
        value={value}
        aria-valuetext={`${text}; cross-entropy weighs ${Number((2 - value).toFixed(3))}`}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
      <div className="epsilon-ticks" aria-hidden="true">
        {[0, 0.5, 1, 1.5, 2].map((tick) => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
    </div>
  )
}
