import { useState } from 'react'
import { countOf } from '../../../countOf'
import type { Manifest } from '../../../engine/checkpoints/manifest'
import { useActions, useApp } from '../../parts/appContext'
import { download } from '../../parts/download'
import { Facts } from '../../parts/Facts'
import { megabytes } from '../../parts/format'
import { DeleteButton } from '../../parts/runs/DeleteButton'
import { reproductionCommands } from './reproduce'

/** A model's files, its licence, and how to reproduce it. */
export function CardFiles({ manifest }: { readonly manifest: Manifest }) {
  return (
    <>
      <Files manifest={manifest} />
      <OwnModel id={manifest.id} />
      <Reproduce manifest={manifest} />
    </>
  )
}

function Files({ manifest: { id, weights, licence } }: { readonly manifest: Manifest }) {
  const files = useApp((state) => state.zoo.find((model) => model.id === id))
  return (
    <section>
      <h3>Files</h3>
      <Facts
        facts={[
          ['licence', licence],
          ['weights', `${countOf(weights.bytes, 'byte')} (${megabytes(weights.bytes)}), ${weights.dtype}`],
          [
            'sha256',
            <code key="sha256" data-testid="sha256">
              {weights.sha256}
            </code>,
          ],
        ]}
      />
      {files && (
        <p className="downloads">
          <a href={files.manifestUrl} download={`${id}-manifest.json`}>
            Manifest
          </a>
          <a href={files.weightsUrl} download={`${id}-${weights.file}`}>
            Weights
          </a>
          {files.logUrl && (
            <a href={files.logUrl} download={`${id}-training-log.jsonl`}>
              Training log
            </a>
          )}
        </p>
      )}
    </section>
  )
}

/** What can be done with a model that was trained or opened here. */
function OwnModel({ id }: { readonly id: string }) {
  const isOwn = useApp((state) => state.zoo.some((model) => model.id === id && model.isMadeHere))
  const { exportModel, deleteKept, closeCard } = useActions()
  const [problem, setProblem] = useState<string | null>(null)
  if (!isOwn) return null
  return (
    <section>
      <h3>Kept in this browser</h3>
      <p className="card-actions">
        <button
          type="button"
          className="button"
          onClick={() =>
            exportModel(id).then(
              ({ name, blob }) => download(name, blob),
              (error: Error) => setProblem(error.message),
            )
          }
        >
          Export as a zip
        </button>
        <DeleteButton
          name={id}
          onDelete={() => {
            closeCard()
            void deleteKept('model', id)
          }}
        >
          Delete from this browser
        </DeleteButton>
      </p>
      {problem !== null && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
    </section>
  )
}

function Reproduce({ manifest }: { readonly manifest: Manifest }) {
  const isShipped = useApp((state) => state.zoo.some((model) => model.id === manifest.id && !model.isMadeHere))
  // Only the zoo's models have a recipe in the repository.
  if (!isShipped) return null
  return (
    <section>
      <h3>Reproduce this model</h3>
      <pre className="commands">{reproductionCommands(manifest).join('\n')}</pre>
      <p className="muted">Replace DATA and CHECKPOINTS with folders of your own; see models/training/README.md.</p>
    </section>
  )
}
