import { type ReactNode, useRef } from 'react'
import { collectChosen } from '../../../images/datasets/collectFiles'
import { IMAGE_KINDS } from '../../../images/formats/types'
import { useActions } from '../appContext'

const ACCEPTED = IMAGE_KINDS.map((kind) => `image/${kind}`).join(',')

interface OpenImageFileProps {
  readonly children: ReactNode
  readonly className: string
  /** The hidden input's. */
  readonly testId: string
}

/** A button that opens an image file in the comparison. */
export function OpenImageFile({ children, className, testId }: OpenImageFileProps) {
  const { openFiles } = useActions()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" className={className} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        accept={ACCEPTED}
        hidden
        data-testid={testId}
        onChange={(event) => {
          const files = collectChosen(event.target.files ?? [])
          // Cleared, so that choosing the same file again fires a change event.
          event.target.value = ''
          if (files.length > 0) void openFiles(files, 'compare')
        }}
      />
    </>
  )
}
