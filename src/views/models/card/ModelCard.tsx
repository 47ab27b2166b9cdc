import { NOTHING_YET } from '../../../store/appStore'
import { Notices } from '../../Notices'
import { useActions, useApp } from '../../parts/appContext'
import { Dialog } from '../../parts/Dialog'
import { lazyPart } from '../../parts/lazyPart'
import { Waiting } from '../../parts/Waiting'

const CardBody = lazyPart(async () => (await import('./CardBody')).CardBody)

/** A model's card: everything in its manifest and its training log. */
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
