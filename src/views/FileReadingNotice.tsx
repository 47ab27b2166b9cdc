import type { FileProgress } from '../store/types'
import { useActions } from './parts/appContext'

/** A file that takes a while to read, as an image of many megapixels does: how far it is, and the button that ends it. */
export function FileReadingNotice({ name, progress }: FileProgress) {
  const { cancelReading } = useActions()
  return (
    <div className="page-notice is-status" role="status" data-testid="file-reading">
      <p>
        Reading “<bdi>{name}</bdi>”… <progress value={progress} max={1} aria-label="File being read" />
      </p>
      <button type="button" className="link" onClick={cancelReading}>
        Cancel
      </button>
    </div>
  )
}
