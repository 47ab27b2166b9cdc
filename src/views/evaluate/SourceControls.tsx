import type { DataSetChoice } from '../../store/evaluation'
import { EVALUATION_LIMITS } from '../../store/evaluationForm'
import { OpenDataSet } from '../datasets/OpenDataSet'
import { Choice } from '../rail/Choice'
import { NumberField } from '../rail/NumberField'
import { useEvaluation, useEvaluationActions } from './useEvaluation'

/** Which pictures are attacked: the gallery's, or some of a data set that the person opens. */
export function SourceControls() {
  const pictures = useEvaluation((evaluation) => evaluation.form.pictures)
  const dataSet = useEvaluation((evaluation) => evaluation.dataSet)
  const { setEvaluation, openDataSet, closeDataSet } = useEvaluationActions()
  return (
    <section className="group">
      <h2>Pictures</h2>
      <Choice
        label="From"
        value={pictures}
        options={[
          ['gallery', 'Gallery'],
          ['dataSet', 'My own'],
        ]}
        onChange={(source) => setEvaluation({ pictures: source })}
      />
      {pictures === 'gallery' ? (
        <p className="hint">Those of the gallery whose class the models know: few, so that intervals are wide.</p>
      ) : (
        <>
          <OpenDataSet {...dataSet} onOpen={(files) => void openDataSet(files)} onClose={closeDataSet} />
          <Subset />
        </>
      )}
    </section>
  )
}

/** How many of the data set's pictures, and which. */
function Subset() {
  const choice = useEvaluation((evaluation) => evaluation.form.dataSet)
  const summary = useEvaluation((evaluation) => evaluation.dataSet.summary)
  const { setEvaluation } = useEvaluationActions()
  const set = (change: Partial<DataSetChoice>) => setEvaluation({ dataSet: { ...choice, ...change } })
  const splits = summary?.splits ?? []
  return (
    <>
      {splits.length > 0 && (
        <label className="field">
          <span>Split</span>
          <select
            value={choice.split ?? ''}
            onChange={(event) => set({ split: event.target.value === '' ? null : event.target.value })}
          >
            <option value="">all</option>
            {splits.map(({ name, count }) => (
              <option key={name} value={name}>
                {name} ({count.toLocaleString('en')})
              </option>
            ))}
          </select>
        </label>
      )}
      <NumberField
        label="How many"
        value={choice.count}
        {...EVALUATION_LIMITS.pictures}
        isWhole
        onChange={(count) => set({ count })}
      />
      <NumberField
        label="Drawn by"
        unit="seed"
        value={choice.seed}
        {...EVALUATION_LIMITS.seed}
        isWhole
        onChange={(seed) => set({ seed })}
      />
    </>
  )
}
