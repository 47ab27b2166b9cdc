import { useEffect, useState } from 'react'
import { type Place, placeOf } from '../../app/data/place'
import { collectChosen, collectDropped } from '../../images/datasets/collectFiles'
import { useActions, useApp } from './appContext'

const TAKEN: Readonly<Record<Place, string>> = {
  compare: 'Drop an image to look at it, or a model',
  evaluation: 'Drop a set of images to evaluate on, a model, a plan or results',
  training: 'Drop a set of images to train on, a model or a plan',
  models: 'Drop a model',
  opening: 'Drop labelled images to check the model with, or another model',
}

/** Accepts files that are dropped or pasted anywhere on the page. */
export function DropZone() {
  const { openFiles, refuseFiles } = useActions()
  const [isOver, setIsOver] = useState(false)
  const place = useApp(({ opening, dialog, view }) =>
    opening !== null ? 'opening' : dialog === 'models' ? 'models' : placeOf(view),
  )

  useEffect(() => {
    const openAll = async (items: DataTransferItemList) => {
      try {
        await openFiles(await collectDropped(items), place)
      } catch (error) {
        refuseFiles((error as Error).message)
      }
    }
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setIsOver(true)
    }
    const onDragLeave = (event: DragEvent) => {
      // `relatedTarget` is null only when the pointer leaves the window.
      if (event.relatedTarget === null) setIsOver(false)
    }
    const onDrop = (event: DragEvent) => {
      // Dropped text goes to the field under the pointer.
      if (!hasFiles(event)) return
      event.preventDefault()
      setIsOver(false)
      if (event.dataTransfer) void openAll(event.dataTransfer.items)
    }
    const onPaste = (event: ClipboardEvent) => {
      const files = collectChosen(event.clipboardData?.files ?? [])
      if (files.length > 0) void openFiles(files, place)
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
  }, [openFiles, refuseFiles, place])

  return isOver ? <div className="drop-zone">{TAKEN[place]}</div> : null
}
