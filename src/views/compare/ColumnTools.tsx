import { flushSync } from 'react-dom'
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
  const beside = useApp(({ models }) => (models[place + 1] ?? models[place - 1])?.id)
  const { moveModel, removeModel } = useActions()
  const remove = () => {
    flushSync(() => removeModel(id))
    // To the column that takes its place.
    document.getElementById(removeId(beside))?.focus()
  }
  return (
    <div className="column-tools">
      <Tool label={`Move ${name} to the left`} sign="←" isOff={place <= 0} onClick={() => moveModel(id, -1)} />
      <Tool label={`Move ${name} to the right`} sign="→" isOff={place >= count - 1} onClick={() => moveModel(id, 1)} />
      <Tool id={removeId(id)} label={`Remove ${name}`} sign="✕" isOff={count <= CHOICE_LIMITS.min} onClick={remove} />
    </div>
  )
}

const removeId = (modelId: string | undefined) => `remove-${modelId}`

interface ToolProps {
  readonly id?: string
  readonly label: string
  readonly sign: string
  readonly isOff: boolean
  readonly onClick: () => void
}

function Tool({ id, label, sign, isOff, onClick }: ToolProps) {
  return (
    // Not `disabled`: when a column reaches the end, a disabled button would lose the focus.
    <button
      id={id}
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
