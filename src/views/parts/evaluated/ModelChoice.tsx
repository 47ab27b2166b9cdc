import { modelColor } from '../../../charts/palette'
import type { ModelState } from '../../../store/types'
import { useActions, useApp } from '../appContext'
import { useEvaluation, useEvaluationActions } from './useEvaluation'

/** Chooses the columns that are evaluated. */
export function ModelChoice() {
  const models = useApp((state) => state.models)
  const chosen = useEvaluation((evaluation) => evaluation.form.modelIds)
  const { openZoo } = useActions()
  const { setEvaluation } = useEvaluationActions()
  const isChosen = (id: string) => chosen === null || chosen.includes(id)
  const chosenIds = models.map(({ id }) => id).filter(isChosen)

  function choose(id: string, isWanted: boolean): void {
    const next = models.map((model) => model.id).filter((other) => (other === id ? isWanted : isChosen(other)))
    setEvaluation({ modelIds: next.length === models.length ? null : next })
  }

  return (
    <section className="group">
      <h2>Models</h2>
      <div className="model-checks">
        {models.map((model) => (
          <label key={model.id} className="check">
            <input
              type="checkbox"
              checked={isChosen(model.id)}
              // At least one must stay.
              disabled={chosenIds.length === 1 && isChosen(model.id)}
              onChange={(event) => choose(model.id, event.target.checked)}
            />
            <span className="model-color" style={{ background: modelColor(model.color) }} aria-hidden="true" />
            <ModelText model={model} />
          </label>
        ))}
      </div>
      <p>
        <button type="button" className="link" onClick={() => openZoo()}>
          Change columns…
        </button>
      </p>
    </section>
  )
}

function ModelText({ model }: { readonly model: ModelState }) {
  if (model.status === 'ready') return <span>{model.model.manifest.name}</span>
  return (
    <span>
      {model.id} <span className="muted">{model.status === 'loading' ? 'loading…' : 'could not be loaded'}</span>
    </span>
  )
}
