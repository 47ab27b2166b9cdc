import { percent } from '../parts/format'
import { likeliestClasses } from './likeliestClasses'

interface PredictionsProps {
  readonly logits: Float32Array
  readonly classes: readonly string[]
  /** The class that the loss is computed for, shown in bold. */
  readonly label: number
}

/** The most probable classes, by the softmax of the logits. */
export function PredictionList({ logits, classes, label }: PredictionsProps) {
  return (
    <ol className="predictions" data-testid="predictions">
      {likeliestClasses(logits, classes, label).map(({ name, probability, isLabel }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two classes may have one name
        <li key={place} className={isLabel ? 'is-label' : ''}>
          <span className="prediction-name">{name}</span>
          <span className="prediction-bar" aria-hidden="true">
            <span style={{ width: `${100 * probability}%` }} />
          </span>
          <span className="prediction-share">{percent(probability)} %</span>
        </li>
      ))}
    </ol>
  )
}
