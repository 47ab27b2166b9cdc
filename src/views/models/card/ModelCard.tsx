import type { Manifest } from '../../../engine/checkpoints/manifest'
import { NOTHING_YET } from '../../../store/appStore'
import { CHOICE_LIMITS } from '../../../store/models/modelChoice'
import { Notices } from '../../Notices'
import { useActions, useApp } from '../../parts/appContext'
import { Dialog } from '../../parts/Dialog'
import { architectureName } from '../../parts/models/names'
import { Waiting } from '../../parts/Waiting'
import { CardCurves } from './CardCurves'
import { CardFigures } from './CardFigures'
import { CardFiles } from './CardFiles'
import { CardTraining } from './CardTraining'

/** One model's card: everything that its manifest and its training log say. */
export function ModelCard() {
  const id = useApp((state) => state.cardId)
  return id === null ? null : <OpenCard key={id} id={id} />
}

function OpenCard({ id }: { readonly id: string }) {
  const { value: manifest, progress, error } = useApp((state) => state.manifests[id] ?? NOTHING_YET)
  const { closeCard, retryManifest } = useActions()
  return (
    <Dialog
      className="is-card"
      title={manifest?.name ?? id}
      testId="card"
      notices={<Notices place="card" />}
      onClose={closeCard}
    >
      {error && (
        <div className="cell-error" role="alert">
          <p>{error}</p>
          <button type="button" onClick={() => retryManifest(id)}>
            Retry
          </button>
        </div>
      )}
      <Waiting isOnItsWay={progress !== null}>Reading the manifest…</Waiting>
      {manifest && <CardBody manifest={manifest} />}
    </Dialog>
  )
}

function CardBody({ manifest }: { readonly manifest: Manifest }) {
  return (
    <>
      <p className="card-about">
        {manifest.data}, {architectureName(manifest)}, <code>{manifest.id}</code>
      </p>
      <p>{manifest.training.summary}</p>
      <ColumnChoice id={manifest.id} />
      <CardFigures manifest={manifest} />
      <CardCurves id={manifest.id} />
      <CardTraining manifest={manifest} />
      <CardFiles manifest={manifest} />
    </>
  )
}

function ColumnChoice({ id }: { readonly id: string }) {
  const isChosen = useApp((state) => state.models.some((model) => model.id === id))
  const count = useApp((state) => state.models.length)
  const { chooseModel, removeModel } = useActions()
  const isFixed = isChosen ? count <= CHOICE_LIMITS.min : count >= CHOICE_LIMITS.max
  return (
    <p>
      <button
        type="button"
        className="button"
        disabled={isFixed}
        onClick={() => (isChosen ? removeModel(id) : chooseModel(id))}
      >
        {isChosen ? 'Remove its column' : 'Show in a column'}
      </button>
    </p>
  )
}
