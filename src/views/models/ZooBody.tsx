import { useEffect } from 'react'
import { countOf } from '../../countOf'
import { CHOICE_LIMITS } from '../../store/models/modelChoice'
import type { AppState } from '../../store/types'
import { useActions, useApp } from '../parts/appContext'
import { OpenModel } from '../parts/models/OpenModel'
import { KeptEntries } from '../parts/runs/KeptEntries'
import { Waiting } from '../parts/Waiting'
import { HubModelSection } from './hub/HubModelSection'
import { unreadModels } from './unreadModels'
import { ZooTable } from './ZooTable'

const KINDS = ['model'] as const

/** What the dialog of models holds. */
export function ZooBody() {
  const zoo = useApp((state) => state.zoo)
  const { retryManifest } = useActions()
  useEffect(() => {
    // Reads the manifests of models that were added meanwhile; the others are known already.
    for (const { id } of zoo) retryManifest(id)
  }, [zoo, retryManifest])
  return (
    <>
      <Count />
      <ReadModels />
      <UnreadModels />
      <OpenModel />
      <HubModelSection />
      <KeptEntries title="Models of your own" kinds={KINDS} />
    </>
  )
}

function Count() {
  const count = useApp((state) => state.models.length)
  return (
    <p className="zoo-about">
      <span role="status" data-testid="zoo-count">
        {count} of at most {CHOICE_LIMITS.max} side by side
        {count >= CHOICE_LIMITS.max && '; untick one to choose another'}
      </span>
      <span className="zoo-key" aria-hidden="true">
        <span className="is-clean" /> clean accuracy
        <span className="is-robust" /> robust accuracy, 0 to 100 %
      </span>
    </p>
  )
}

function ReadModels() {
  const zoo = useApp((state) => state.zoo)
  const manifests = useApp((state) => state.manifests)
  const read = zoo.flatMap(({ id }) => manifests[id]?.value ?? [])
  const pending = zoo.filter(({ id }) => isPending(manifests[id])).length
  return (
    <>
      {read.length > 0 && <ZooTable manifests={read} />}
      <Waiting isOnItsWay={pending > 0}>Reading {countOf(pending, 'manifest')}…</Waiting>
    </>
  )
}

/** Models whose manifests could not be fetched or are invalid, once for each reason; the table shows the others. */
function UnreadModels() {
  const zoo = useApp((state) => state.zoo)
  const manifests = useApp((state) => state.manifests)
  const { retryManifest } = useActions()
  return unreadModels(zoo, manifests).map(({ error, ids: [first = '', ...others] }) => (
    <div key={first} className="cell-error" role="alert">
      <p>
        <strong>{others.length === 0 ? first : countOf(others.length + 1, 'model')}</strong> cannot be shown. {error}
      </p>
      {others.length > 0 && <p className="note">{[first, ...others].join(', ')}</p>}
      <button
        type="button"
        onClick={() => {
          for (const id of [first, ...others]) retryManifest(id)
        }}
      >
        Retry<span className="visually-hidden"> {others.length === 0 ? first : 'for all of them'}</span>
      </button>
    </div>
  ))
}

const isPending = (manifest: AppState['manifests'][string] | undefined): boolean =>
  manifest !== undefined && manifest.progress !== null
