import type { Manifest } from '../../engine/checkpoints/manifest'
import { useApp } from '../appContext'
import { megabytes, whole } from '../format'
import { Facts } from './Facts'
import { reproductionCommands } from './reproduce'

/** A model's files, its licence, and how to make it again. */
export function CardFiles({ manifest }: { readonly manifest: Manifest }) {
  return (
    <>
      <Files manifest={manifest} />
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
          ['weights', `${whole(weights.bytes)} bytes (${megabytes(weights.bytes)}), ${weights.dtype}`],
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

function Reproduce({ manifest }: { readonly manifest: Manifest }) {
  const isShipped = useApp((state) => state.zoo.some((model) => model.id === manifest.id))
  // A model that was trained elsewhere has no recipe in the repository.
  if (!isShipped) return null
  return (
    <section>
      <h3>To reproduce it</h3>
      <pre className="commands">{reproductionCommands(manifest).join('\n')}</pre>
      <p className="muted">DATA and CHECKPOINTS are places of your own; models/training/README.md tells of them.</p>
    </section>
  )
}
