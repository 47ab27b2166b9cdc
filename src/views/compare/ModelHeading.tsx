import { modelColor } from '../../charts/palette'
import type { Manifest } from '../../engine/checkpoints/manifest'
import type { Download, ModelState } from '../../store/types'
import { useActions } from '../parts/appContext'
import { megabytes } from '../parts/format'
import { AccuracyText } from '../parts/models/AccuracyText'
import { headlineOf } from '../parts/models/headline'
import { ColumnTools } from './ColumnTools'
import { HeadingVerdict } from './HeadingVerdict'

interface ModelHeadingProps {
  readonly model: ModelState
  /** Its data set and architecture as far as they differ from the other columns'; empty if they do not. */
  readonly variant: string
}

/** A column's name, training and measured accuracy, or why the model could not be loaded. */
export function ModelHeading({ model, variant }: ModelHeadingProps) {
  const { retryModel } = useActions()
  const name = model.status === 'ready' ? model.model.manifest.name : model.id
  return (
    <th className="model-heading" scope="col" data-testid={`model-${model.id}`} data-status={model.status}>
      <span className="model-color" style={{ background: modelColor(model.color) }} aria-hidden="true" />
      <div className="heading-layout">
        <div className="heading-text">
          {model.status === 'loading' && <LoadingHeading id={model.id} download={model.download} />}
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
          {model.status === 'ready' && (
            <>
              <ReadyHeading manifest={model.model.manifest} variant={variant} />
              <HeadingVerdict modelId={model.id} />
            </>
          )}
        </div>
        <ColumnTools id={model.id} name={name} />
      </div>
    </th>
  )
}

function LoadingHeading({ id, download }: { readonly id: string; readonly download: Download | null }) {
  return (
    <>
      <p className="muted">Loading {id}…</p>
      {download && (
        <p className="model-figures muted">
          <progress value={download.receivedBytes} max={download.bytes} aria-label={`Weights of ${id}`} />
          {megabytes(download.receivedBytes)} of {megabytes(download.bytes)}
        </p>
      )}
    </>
  )
}

function ReadyHeading({ manifest, variant }: { readonly manifest: Manifest; readonly variant: string }) {
  const { openCard } = useActions()
  const headline = headlineOf(manifest)
  return (
    <>
      <h2>
        <button
          type="button"
          className="model-name"
          title={`${manifest.training.summary} Opens its card.`}
          onClick={() => openCard(manifest.id)}
        >
          <bdi>{manifest.name}</bdi>
        </button>
      </h2>
      {variant && <p className="model-variant muted">{variant}</p>}
      {headline ? (
        <p className="model-figures">
          <AccuracyText headline={headline} />
        </p>
      ) : (
        <p className="model-figures muted">not measured yet</p>
      )}
    </>
  )
}
