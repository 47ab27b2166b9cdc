import { useEffect, useState } from 'react'
import { collectDropped } from '../../pictures/datasets/collectFiles'
import type { ViewId } from '../../store/viewChoice'
import { useActions, useApp } from '../appContext'

const TAKEN: Readonly<Record<ViewId, string>> = {
  compare: 'Drop a picture to look at it, or a model',
  evaluate: 'Drop a data set to evaluate on, or a model',
  finetune: 'Drop pictures to train on, or a model',
}

/** Takes what is dropped anywhere on the page, and a picture that is pasted where one is looked at. */
export function DropZone() {
  const view = useApp((state) => state.view)
  const { openPicture, openDropped } = useActions()
  const [isOver, setIsOver] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  useEffect(() => {
    const openAll = async (items: DataTransferItemList) => {
      setProblem(null)
      try {
        await openDropped(await collectDropped(items))
      } catch (error) {
        setProblem((error as Error).message)
      }
    }
    const onDragOver = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setIsOver(true)
    }
    const onDragLeave = (event: DragEvent) => {
      // Leaving the window has no target to enter; moving between elements has.
      if (event.relatedTarget === null) setIsOver(false)
    }
    const onDrop = (event: DragEvent) => {
      event.preventDefault()
      setIsOver(false)
      if (event.dataTransfer) void openAll(event.dataTransfer.items)
    }
    const onPaste = (event: ClipboardEvent) => {
      const file = event.clipboardData?.files[0]
      if (file && view === 'compare') void openPicture(file, file.name)
    }
    window.addEventListener('dragover', onDragOver)
    window.addEventListener('dragleave', onDragLeave)
    window.addEventListener('drop', onDrop)
    window.addEventListener('paste', onPaste)
    return () => {
      window.removeEventListener('dragover', onDragOver)
      window.removeEventListener('dragleave', onDragLeave)
      window.removeEventListener('drop', onDrop)
      window.removeEventListener('paste', onPaste)
    }
  }, [openPicture, openDropped, view])

  if (isOver) return <div className="drop-zone">{TAKEN[view]}</div>
  if (problem === null) return null
  return (
    <p className="drop-problem" role="alert" data-testid="drop-problem">
      {problem}
      <button type="button" className="link" onClick={() => setProblem(null)}>
        Dismiss
      </button>
    </p>
  )
}
