import { softmax } from '../../numbers/softmax'
import { percent } from '../parts/format'

interface PredictionsProps {
  readonly logits: Float32Array
  readonly classes: readonly string[]
  /** The class that the loss is computed for, shown in bold. */
  readonly label: number
}

const SHOWN = 3

/** The most probable classes, by the softmax of the logits. */
export function PredictionList({ logits, classes, label }: PredictionsProps) {
  const top = softmax(logits)
    .map((probability, index) => ({ probability, index }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, SHOWN)
  return (
    <ol className="predictions" data-testid="predictions">
      {top.map(({ probability, index }) => (
        <li key={index} className={index === label ? 'is-label' : ''}>
          <span className="prediction-name">{classes[index] ?? index}</span>
          <span className="prediction-bar" aria-hidden="true">
            <span style={{ width: `${100 * probability}%` }} />
          </span>
          <span className="prediction-share">{percent(probability)} %</span>
        </li>
      ))}
    </ol>
  )
}
