import { type ReactNode, useRef } from 'react'
import { collectChosen } from '../../../images/datasets/collectFiles'
import type { DataFile } from '../../../images/datasets/types'

interface OpenFilesProps {
  readonly children: ReactNode
  readonly folder: string
  /** Prefix of both inputs' test ids. */
  readonly testId: string
  readonly onOpen: (files: readonly DataFile[]) => void
}

/** Two buttons, because a browser's file dialog chooses either files or a folder. */
export function OpenFiles({ children, folder, testId, onOpen }: OpenFilesProps) {
  const files = useRef<HTMLInputElement>(null)
  const folders = useRef<HTMLInputElement>(null)
  const open = (input: HTMLInputElement) => {
    const chosen = collectChosen(input.files ?? [])
    // Cleared, so that choosing the same files again fires a change event.
    input.value = ''
    if (chosen.length > 0) onOpen(chosen)
  }
  return (
    <>
      <button type="button" className="open-file" onClick={() => files.current?.click()}>
        {children}
      </button>
      <button type="button" className="open-file" onClick={() => folders.current?.click()}>
        {folder}
      </button>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        data-testid={`${testId}-files`}
        onChange={(event) => open(event.target)}
      />
      <input
        ref={folders}
        type="file"
        hidden
        data-testid={`${testId}-folder`}
        {...{ webkitdirectory: '' }}
        onChange={(event) => open(event.target)}
      />
    </>
  )
}
