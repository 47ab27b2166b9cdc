import { useState } from 'react'
import { CHOICE_LIMITS } from '../../store/modelChoice'
import { useActions, useApp } from '../appContext'
import { OpenFiles } from '../datasets/OpenFiles'

/** Opens a model in the folder format of models/, such as one that was trained and exported here. */
export function OpenModel() {
  const { openOwnModel } = useActions()
  const isReady = useApp((state) => state.engine.status === 'ready')
  const [problem, setProblem] = useState<string | null>(null)
  const [openedId, setOpenedId] = useState<string | null>(null)
  const hasColumn = useApp((state) => state.models.some(({ id }) => id === openedId))
  const isFull = useApp((state) => state.models.length >= CHOICE_LIMITS.max)
  if (!isReady) return null
  return (
    <div className="open-model" data-testid="open-model">
      <OpenFiles
        folder="Open a model’s folder"
        testId="model"
        onOpen={(files) => {
          setProblem(null)
          openOwnModel(files).then(setOpenedId, (error: Error) => setProblem(error.message))
        }}
      >
        Open a model <span className="muted">zip, or drop it</span>
      </OpenFiles>
      {problem !== null && (
        <p className="error" role="alert" data-testid="model-error">
          {problem}
        </p>
      )}
      {openedId !== null && !hasColumn && isFull && (
        <p className="hint">
          “{openedId}” is open, without a column, as there are {CHOICE_LIMITS.max} already.
        </p>
      )}
    </div>
  )
}
