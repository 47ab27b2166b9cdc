import type { Manifest } from '../../../engine/checkpoints/manifest'
import { CHOICE_LIMITS } from '../../../store/models/modelChoice'
import { useActions, useApp } from '../../parts/appContext'
import { architectureName } from '../../parts/models/names'
import { CardClaims } from './CardClaims'
import { CardCurves } from './CardCurves'
import { CardFigures } from './CardFigures'
import { CardFiles } from './CardFiles'
import { CardTraining } from './CardTraining'

/** What a card says, without the dialog around it. */
export function CardBody({ manifest }: { readonly manifest: Manifest }) {
  return (
    <>
      <p className="card-about">
        <bdi>{manifest.data}</bdi>, {architectureName(manifest)}, <code>{manifest.id}</code>
      </p>
      <p>{manifest.training.summary}</p>
      <ColumnChoice id={manifest.id} />
      <CardFigures manifest={manifest} />
      <CardClaims manifest={manifest} />
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
