import { CHOICE_LIMITS } from '../../store/models/modelChoice'
import { useActions, useApp } from '../parts/appContext'

interface ColumnToolsProps {
  readonly id: string
  readonly name: string
}

/** Moves or removes a column. */
export function ColumnTools({ id, name }: ColumnToolsProps) {
  const place = useApp((state) => state.models.findIndex((model) => model.id === id))
  const count = useApp((state) => state.models.length)
  const { moveModel, removeModel } = useActions()
  return (
    <div className="column-tools">
      <Tool label={`Move ${name} to the left`} sign="←" isOff={place <= 0} onClick={() => moveModel(id, -1)} />
      <Tool label={`Move ${name} to the right`} sign="→" isOff={place >= count - 1} onClick={() => moveModel(id, 1)} />
      <Tool label={`Remove ${name}`} sign="✕" isOff={count <= CHOICE_LIMITS.min} onClick={() => removeModel(id)} />
    </div>
  )
}

interface ToolProps {
  readonly label: string
  readonly sign: string
  readonly isOff: boolean
  readonly onClick: () => void
}

function Tool({ label, sign, isOff, onClick }: ToolProps) {
  return (
    // Not `disabled`: when a column reaches the end, a disabled button would lose the focus.
    <button
      type="button"
      className="tool"
      aria-label={label}
      title={label}
      aria-disabled={isOff}
      onClick={() => isOff || onClick()}
    >
      {sign}
    </button>
  )
}
