import { useEffect, useState } from 'react'
import { firstPicture } from '../../pictures/gallery'
import type { FinetuneRun } from '../../store/finetune'
import { isMoving } from '../../store/openRuns'
import { useActions, useApp } from '../appContext'
import { download } from '../download'
import { useFinetuneActions } from './useFinetune'

/** What can be done with what was trained: seen beside the original, and saved. */
export function ResultActions({ run }: { readonly run: FinetuneRun }) {
  const { useTrainedModel: makeModel, exportModel } = useFinetuneActions()
  const compare = useCompare(run)
  const [wanted, setWanted] = useState<'compare' | 'export' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { modelId } = run

  // The model is made first, where it is not there yet; what was asked for follows once it is.
  useEffect(() => {
    if (wanted === null || modelId === null) return
    setWanted(null)
    if (wanted === 'compare') compare()
    else {
      exportModel(modelId).then(
        ({ name, blob }) => download(name, blob),
        (error: Error) => setProblem(error.message),
      )
    }
  }, [wanted, modelId, compare, exportModel])

  async function want(what: 'compare' | 'export'): Promise<void> {
    setProblem(null)
    setWanted(what)
    if (modelId === null) {
      try {
        await makeModel()
      } catch (error) {
        setProblem((error as Error).message)
      }
    }
  }

  if (isMoving(run) || run.step === 0) return null
  return (
    <div className="exports" data-testid="result-actions">
      <button type="button" className="button is-primary" onClick={() => void want('compare')}>
        Compare with the original
      </button>
      <button type="button" className="button" onClick={() => void want('export')}>
        Export the model
      </button>
      <span className="muted">
        A zip of manifest.json and weights.safetensors, which opens again when it is dropped on this page.
      </span>
      {problem !== null && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

/** Shows both side by side on a picture of their data; columns of other data sets make room, and stay in the zoo. */
function useCompare({ start, classes }: FinetuneRun): () => void {
  const models = useApp((state) => state.models)
  const label = useApp((state) => state.label)
  const { chooseModel, removeModel, openView, chooseGalleryPicture } = useActions()
  return () => {
    chooseModel(start.modelId)
    for (const model of models) {
      if (model.status === 'ready' && !isSame(model.model.manifest.classes, classes)) removeModel(model.id)
    }
    chooseModel(start.modelId)
    if (label === null || !classes.includes(label)) void chooseGalleryPicture(firstPicture([classes]))
    openView('compare')
  }
}

const isSame = (a: readonly string[], b: readonly string[]) => a.join('\n') === b.join('\n')
