import type { ImageProgress } from '../store/types'
import { useActions } from './parts/appContext'

/** An image that takes a while to read, as one of many megapixels does: how far it is, and the button that ends it. */
export function ImageReadingNotice({ name, progress }: ImageProgress) {
  const { cancelImage } = useActions()
  return (
    <div className="page-notice is-status" role="status" data-testid="image-reading">
      <p>
        Reading “<bdi>{name}</bdi>”… <progress value={progress} max={1} aria-label="Image being read" />
      </p>
      <button type="button" className="link" onClick={cancelImage}>
        Cancel
      </button>
    </div>
  )
}
