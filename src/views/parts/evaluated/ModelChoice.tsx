import { useId } from 'react'
import { modelColor } from '../../../charts/palette'
import { readyManifests } from '../../../store/compare/questions'
import type { ModelState } from '../../../store/types'
import { useActions, useApp } from '../appContext'
import { distinctNames } from '../models/names'
import { useEvaluation, useEvaluationActions } from './useEvaluation'

/** Chooses the columns that are evaluated. */
export function ModelChoice() {
  const models = useApp((state) => state.models)
  const chosen = useEvaluation((evaluation) => evaluation.form.modelIds)
  const { openZoo } = useActions()
  const { setEvaluation } = useEvaluationActions()
  const titleId = useId()
  const manifests = readyManifests(models)
  const distinct = distinctNames(manifests)
  const names = new Map(manifests.map(({ id }, place) => [id, distinct[place]]))
  const isChosen = (id: string) => chosen === null || chosen.includes(id)
  const chosenIds = models.map(({ id }) => id).filter(isChosen)

  function choose(id: string, isWanted: boolean): void {
    const next = models.map((model) => model.id).filter((other) => (other === id ? isWanted : isChosen(other)))
    setEvaluation({ modelIds: next.length === models.length ? null : next })
  }

  return (
    <section className="group">
      <h2 id={titleId}>Models</h2>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's legend would be no heading */}
      <div className="model-checks" role="group" aria-labelledby={titleId}>
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
            <ModelText model={model} name={names.get(model.id)} />
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

/** @param name different from that of every other model; undefined until it is loaded */
function ModelText({ model, name }: { readonly model: ModelState; readonly name: string | undefined }) {
  if (name !== undefined) return <bdi>{name}</bdi>
  return (
    <span>
      {model.id} <span className="muted">{model.status === 'loading' ? 'loading…' : 'could not be loaded'}</span>
    </span>
  )
}
