import { countOf } from '../../../countOf'
import type { ModelAnswers } from '../../../engine/checkpoints/found/types'
import { wilsonInterval } from '../../../numbers/wilson'
import { isOpened } from '../../../store/data/dataSource'
import {
  checkedPreprocessings,
  isCheckCurrent,
  isNoBetterThanGuessing,
  type ModelCheck,
} from '../../../store/models/opening'
import { useActions } from '../../parts/appContext'
import { DataSourceControls } from '../../parts/data/DataSourceControls'
import { useGuardedStart } from '../../parts/fields/FieldGroup'

interface CheckModelProps {
  readonly answers: ModelAnswers
  readonly check: ModelCheck
}

const HUB_IMAGES = 200

/** Whether the model was read rightly: its accuracy on labelled images, under each plausible preprocessing. */
export function CheckModel({ answers, check }: CheckModelProps) {
  const { checkModel, cancelCheck, chooseCheckFrom, openCheckData, closeCheckData } = useActions()
  const guarded = useGuardedStart('opening')
  const { from, data, progress, error } = check
  const isReady = from === 'gallery' || isOpened(from, data)
  return (
    <section>
      <h3>Is it read rightly?</h3>
      <p className="hint">
        A wrong or a doubled normalisation is the commonest mistake in opening a model. A few labelled images of its
        classes show it.
      </p>
      <DataSourceControls
        offered={['gallery', 'builtIn', 'files', 'hub']}
        from={from}
        data={data}
        about={{ gallery: 'The page’s own images of the model’s classes, as far as there are any.' }}
        imagesPerSplit={HUB_IMAGES}
        place="opening"
        onChoose={chooseCheckFrom}
        onDownload={(source) => void openCheckData(source)}
        onClose={closeCheckData}
      />
      {progress === null ? (
        <button type="button" className="button" disabled={!isReady} onClick={() => guarded(() => void checkModel())}>
          Check the model
        </button>
      ) : (
        <p className="data-set-progress">
          <progress value={progress} max={1} aria-label="Check of the model" />
          <button type="button" className="link" onClick={cancelCheck}>
            Cancel the check
          </button>
        </p>
      )}
      {error !== null && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
      <CheckResult answers={answers} check={check} />
    </section>
  )
}

function CheckResult({ answers, check }: CheckModelProps) {
  const { choosePreprocessing } = useActions()
  const { result } = check
  if (result === null) return null
  if (!isCheckCurrent(check, answers)) {
    return <p className="hint">The answers have changed since the check; check the model again.</p>
  }
  const rows = checkedPreprocessings(result, answers)
  const better = rows.filter(({ isClearlyBetter }) => isClearlyBetter)
  const images = countOf(result.images, 'image')
  return (
    <div role="status" data-testid="opening-check">
      {isNoBetterThanGuessing(result, answers) ? (
        <p className="warning">
          Whatever the preprocessing, the model is right on no more of {images} than guessing would be: check the order
          of its classes, or whether it was trained for images like these.
        </p>
      ) : better.length === 0 ? (
        <p className="hint">Nothing is clearly better than what is chosen above, on {images}.</p>
      ) : (
        <p className="warning">
          Clearly better than what is chosen above: {better.map(({ name }) => name).join('; ')}.
          {better.length > 1 &&
            ` These may not differ by more than chance on ${images}: open more, or take the one that the model’s authors name.`}
        </p>
      )}
      {result.looksLikeProbabilities && answers.outputs === 'logits' && (
        <p className="warning">
          What the network gives looks like probabilities, not logits: choose “probabilities” above, or gradients of the
          loss are those of a softmax taken twice.
        </p>
      )}
      {!result.looksLikeProbabilities && answers.outputs === 'probabilities' && (
        <p className="warning">What the network gives are not probabilities: choose “logits” above.</p>
      )}
      <table className="accuracies">
        <thead>
          <tr>
            <th scope="col">Preprocessing</th>
            <th scope="col">Right</th>
            <th scope="col">95 % interval</th>
            <th scope="col">
              <span className="visually-hidden">Choice</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, right, isChosen }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>
                {right} of {result.images}
              </td>
              <td>{intervalText(right, result.images)}</td>
              <td>
                {isChosen ? (
                  'chosen'
                ) : (
                  <button type="button" className="link" onClick={() => choosePreprocessing(id)}>
                    Use<span className="visually-hidden"> {name}</span>
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function intervalText(right: number, images: number): string {
  const { low, high } = wilsonInterval(right / images, images)
  return `${Math.round(100 * low)} to ${Math.round(100 * high)} %`
}
