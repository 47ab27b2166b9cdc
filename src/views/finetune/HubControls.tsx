import { useState } from 'react'
import type { TrainingData } from '../../store/finetune'
import { DataSetSummaryText } from '../datasets/OpenDataSet'
import { whole } from '../format'
import { useFinetuneActions } from './useFinetune'

/** Of each split. */
const PICTURES = 5000

/** A data set of the Hugging Face hub, of which nothing is fetched before the button is pressed. */
export function HubControls({ data }: { readonly data: TrainingData | null }) {
  const { openTrainingData, closeTrainingData } = useFinetuneActions()
  const [id, setId] = useState('uoft-cs/cifar10')
  const isReading = data !== null && data.progress !== null
  return (
    <form
      className="data-set"
      onSubmit={(event) => {
        event.preventDefault()
        void openTrainingData({ hub: { id: id.trim(), picturesPerSplit: PICTURES } })
      }}
    >
      <label className="field">
        <span>Data set</span>
        <input
          type="text"
          value={id}
          spellCheck={false}
          autoComplete="off"
          data-testid="hub-id"
          onChange={(event) => setId(event.target.value)}
        />
      </label>
      <p className="hint">
        The button downloads up to {whole(PICTURES)} pictures of each split of “{id.trim()}” from huggingface.co, in its
        parquet form. Nothing is fetched before, and nothing of yours is sent.
      </p>
      {isReading ? (
        <button type="button" className="button" onClick={closeTrainingData}>
          Cancel
        </button>
      ) : (
        <button type="submit" className="button" disabled={id.trim() === ''}>
          Download
        </button>
      )}
      {isReading && (
        <p className="data-set-progress">
          <progress value={data.progress ?? 0} max={1} aria-label="Data set being downloaded" />
          <span className="muted">downloading, {Math.round(100 * (data.progress ?? 0))} %</span>
        </p>
      )}
      {data !== null && data.error !== null && (
        <p className="error" role="alert">
          {data.error}
        </p>
      )}
      {data !== null && data.summary !== null && (
        <DataSetSummaryText summary={data.summary} onClose={closeTrainingData} />
      )}
    </form>
  )
}
