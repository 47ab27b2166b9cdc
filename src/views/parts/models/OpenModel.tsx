import { useActions, useApp } from '../appContext'
import { OpenFiles } from '../data/OpenFiles'

/** Opens a model from files, as they come from PyTorch or another program, or from here. */
export function OpenModel() {
  const { openFiles } = useActions()
  const isReady = useApp((state) => state.engine.status === 'ready')
  if (!isReady) return null
  return (
    <div className="open-model" data-testid="open-model">
      <OpenFiles folder="Open a model’s folder" testId="model" onOpen={(files) => void openFiles(files, 'models')}>
        Open a model <span className="muted">as a file, or drop it</span>
      </OpenFiles>
    </div>
  )
}
