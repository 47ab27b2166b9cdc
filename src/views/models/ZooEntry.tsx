import { modelColor } from '../../charts/palette'
import type { Manifest } from '../../engine/checkpoints/manifest'
import { CHOICE_LIMITS } from '../../store/models/modelChoice'
import { useActions, useApp } from '../parts/appContext'
import { megabytes, millions } from '../parts/format'
import { AccuracyBar } from '../parts/models/AccuracyBar'
import { AccuracyText } from '../parts/models/AccuracyText'
import { headlineOf } from '../parts/models/headline'
import { architectureName, trainedText } from '../parts/models/names'

/** A model of the zoo: whether it has a column, its accuracy, size and training, and a link to its card. */
export function ZooEntry({ manifest }: { readonly manifest: Manifest }) {
  const { id, name, training, weights } = manifest
  const { chooseModel, removeModel, openCard } = useActions()
  const chosen = useApp((state) => state.models.find((model) => model.id === id))
  const count = useApp((state) => state.models.length)
  const isFixed = chosen ? count <= CHOICE_LIMITS.min : count >= CHOICE_LIMITS.max
  const headline = headlineOf(manifest)
  /** What tells models of one name apart. */
  const kind = `, ${architectureName(manifest)}, ${manifest.data}`
  return (
    <div className={`zoo-entry ${chosen ? 'is-chosen' : ''}`} data-testid={`zoo-${id}`}>
      <label className="zoo-choice">
        <input
          type="checkbox"
          checked={chosen !== undefined}
          disabled={isFixed}
          style={{ accentColor: chosen && modelColor(chosen.color) }}
          onChange={() => (chosen ? removeModel(id) : chooseModel(id))}
        />
        <bdi className="zoo-name">{name}</bdi>
        <span className="visually-hidden">{kind}</span>
      </label>
      {headline ? (
        <>
          <AccuracyBar headline={headline} />
          <p className="zoo-figures">
            <AccuracyText headline={headline} />
          </p>
        </>
      ) : (
        <p className="zoo-figures muted">not measured yet</p>
      )}
      <p className="zoo-facts">
        <span title={`${millions(weights.parameters)} parameters as ${weights.dtype}`}>{megabytes(weights.bytes)}</span>
        <span>{trainedText(training)}</span>
        <button type="button" className="link" onClick={() => openCard(id)}>
          Card
          <span className="visually-hidden">
            {' '}
            of {name}
            {kind}
          </span>
        </button>
      </p>
    </div>
  )
}
