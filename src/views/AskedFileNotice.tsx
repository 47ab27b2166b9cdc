import { useRef } from 'react'
import { collectChosen } from '../images/datasets/collectFiles'
import { IMAGE_KINDS } from '../images/formats/types'
import { useActions } from './parts/appContext'

const ACCEPTED = IMAGE_KINDS.map((kind) => `image/${kind}`).join(',')

/** Asks for the file of an image that an address names by its hash alone. */
export function AskedFileNotice() {
  const { openFiles, dismissAskedImage } = useActions()
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className="page-notice is-status" role="status" data-testid="asked-file">
      <p>
        The address is of an image from someone’s own file, which a link does not carry. Open that file to see the same
        numbers; until then the page shows an image of its own.
      </p>
      <button type="button" className="link" onClick={() => input.current?.click()}>
        Open the file
      </button>
      <button type="button" className="link" onClick={dismissAskedImage}>
        Dismiss
      </button>
      <input
        ref={input}
        type="file"
        accept={ACCEPTED}
        hidden
        data-testid="asked-file-input"
        onChange={(event) => {
          const files = collectChosen(event.target.files ?? [])
          event.target.value = ''
          if (files.length > 0) void openFiles(files, 'compare')
        }}
      />
    </div>
  )
}
