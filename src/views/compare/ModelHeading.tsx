import { modelColor } from '../../charts/palette'
import type { Manifest } from '../../engine/checkpoints/manifest'
import type { ModelState } from '../../store/types'
import { useActions } from '../appContext'
import { percent } from '../format'

interface ModelHeadingProps {
  readonly model: ModelState
  readonly index: number
}

/** A column's name, training and measured accuracy, or why there is none. */
export function ModelHeading({ model, index }: ModelHeadingProps) {
  const { retryModel } = useActions()
  return (
    <th className="model-heading" scope="col" data-testid={`model-${model.id}`} data-status={model.status}>
      <span className="model-color" style={{ background: modelColor(index) }} aria-hidden="true" />
      {model.status === 'loading' && <p className="muted">Loading {model.id}…</p>}
      {model.status === 'failed' && (
        <div className="cell-error" role="alert">
          <p>
            <strong>{model.id}</strong> could not be loaded. {model.message}
          </p>
          <button type="button" onClick={() => retryModel(model.id)}>
            Retry
          </button>
        </div>
      )}
      {model.status === 'ready' && <ReadyHeading manifest={model.model.manifest} />}
    </th>
  )
}

function ReadyHeading({ manifest }: { readonly manifest: Manifest }) {
  const { figures, training } = manifest
  const robust = figures?.robustAccuracy.find(({ epsilon255 }) => epsilon255 === (training.epsilon255 ?? 8))
  return (
    <>
      <h2 title={training.summary}>{manifest.name}</h2>
      {figures ? (
        <p className="model-figures" title={`On ${figures.split}, by ${figures.tool}`}>
          <span>
            clean <strong>{percent(figures.cleanAccuracy)}</strong> %
          </span>
          {robust && (
            <span>
              {robust.attack.toUpperCase()}-{robust.steps} at {robust.epsilon255}/255{' '}
              <strong>{percent(robust.accuracy)}</strong> %
            </span>
          )}
          <span className="muted">n = {figures.pictures.toLocaleString('en')}</span>
        </p>
      ) : (
        <p className="model-figures muted">not measured yet</p>
      )}
    </>
  )
}
