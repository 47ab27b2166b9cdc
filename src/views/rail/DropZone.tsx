import { useEffect, useState } from 'react'
import { useActions } from '../appContext'

/** Takes a picture dropped or pasted anywhere on the page. */
export function DropZone() {
  const { openPicture } = useActions()
  const [isOver, setIsOver] = useState(false)

  useEffect(() => {
    const open = (files: FileList | undefined | null) => {
      const file = files?.[0]
      if (file) void openPicture(file, file.name)
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
      open(event.dataTransfer?.files)
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
  }, [openPicture])

  return isOver ? <div className="drop-zone">Drop a picture to look at it</div> : null
}
