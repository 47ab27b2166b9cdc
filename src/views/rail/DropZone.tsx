import { useEffect, useState } from 'react'
import { collectDropped } from '../../pictures/datasets/collectFiles'
import { useActions, useApp } from '../appContext'
import { useEvaluationActions } from '../evaluate/useEvaluation'

/** Takes what is dropped or pasted anywhere on the page: a picture to look at, or a data set where one is asked for. */
export function DropZone() {
  const takesDataSet = useApp((state) => state.view === 'evaluate')
  const { openPicture } = useActions()
  const { openDataSet, setEvaluation } = useEvaluationActions()
  const [isOver, setIsOver] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  useEffect(() => {
    const open = (files: FileList | undefined | null) => {
      const file = files?.[0]
      if (file && !takesDataSet) void openPicture(file, file.name)
    }
    const openAll = async (items: DataTransferItemList) => {
      setProblem(null)
      try {
        const files = await collectDropped(items)
        if (files.length === 0) return
        setEvaluation({ pictures: 'dataSet' })
        await openDataSet(files)
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
      if (takesDataSet && event.dataTransfer) void openAll(event.dataTransfer.items)
      else open(event.dataTransfer?.files)
    }
    const onPaste = (event: ClipboardEvent) => open(event.clipboardData?.files)
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
  }, [openPicture, openDataSet, setEvaluation, takesDataSet])

  if (isOver) {
    return (
      <div className="drop-zone">
        {takesDataSet ? 'Drop a data set to evaluate on' : 'Drop a picture to look at it'}
      </div>
    )
  }
  if (problem === null) return null
  return (
    <p className="drop-problem" role="alert">
      {problem}
      <button type="button" className="link" onClick={() => setProblem(null)}>
        Dismiss
      </button>
    </p>
  )
}
