import { useState } from 'react'
import { isMoving, WEIGHTS_ELSEWHERE } from '../../store/runs/run'
import type { TrainingRun } from '../../store/training/training'
import { download } from '../parts/download'
import { useTrainingActions } from './useTraining'

/** Compares the trained model with the original, or exports it. Either one makes the model first if necessary. */
export function ResultActions({ run }: { readonly run: TrainingRun }) {
  const { compareTrainedModel, makeTrainedModel, exportModel } = useTrainingActions()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function saveModel(): Promise<void> {
    const id = run.modelId ?? (await makeTrainedModel())
    if (id === null) return
    const { name, blob } = await exportModel(id)
    download(name, blob)
  }

  async function want(work: () => Promise<void>): Promise<void> {
    setProblem(null)
    setBusy(true)
    await work().catch((error: Error) => setProblem(error.message))
    setBusy(false)
  }

  if (isMoving(run) || run.step === 0) return null
  if (run.resultsOnly) {
    return (
      <p className="note" data-testid="results-only">
        Opened from a file of results, which has no weights and no gradient maps; to use the model, {WEIGHTS_ELSEWHERE}.
      </p>
    )
  }
  return (
    <div className="exports" data-testid="result-actions">
      <button
        type="button"
        className="button is-primary"
        disabled={isBusy}
        onClick={() => void want(compareTrainedModel)}
      >
        Compare with the original
      </button>
      <button type="button" className="button" disabled={isBusy} onClick={() => void want(saveModel)}>
        Export the model
      </button>
      <span className="muted">
        A zip with manifest.json and weights.safetensors; drop it on this page to open it again.
      </span>
      {problem !== null && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
