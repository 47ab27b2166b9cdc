import { useActions } from './parts/appContext'
import { OpenImageFile } from './parts/data/OpenImageFile'

/** Asks for the file of an image that an address names by its hash alone. */
export function AskedFileNotice() {
  const { dismissAskedImage } = useActions()
  return (
    <div className="page-notice is-status" role="status" data-testid="asked-file">
      <p>
        This link is to an image from someone’s own file, and links do not carry files. Open that file to see the same
        numbers; until then the page shows an image from the gallery.
      </p>
      <OpenImageFile className="link" testId="asked-file-input">
        Open the file
      </OpenImageFile>
      <button type="button" className="link" onClick={dismissAskedImage}>
        Dismiss
      </button>
    </div>
  )
}
