import { findGalleryImage } from '../../../images/gallery'
import { shownFits } from '../../../store/compare/questions'
import type { ModelState, ShownImage } from '../../../store/types'
import { useApp } from '../../parts/appContext'
import { OpenImageFile } from '../../parts/data/OpenImageFile'
import { Gallery } from './Gallery'
import { LabelChoice } from './LabelChoice'

export function ImageControls() {
  const image = useApp((state) => state.image)
  const models = useApp((state) => state.models)
  const notes = image === null ? [] : notesOf(image, models)
  const credit = findGalleryImage(image?.galleryId ?? null)?.credit
  return (
    <section className="group">
      <h2>Image</h2>
      <Gallery />
      <OpenImageFile className="open-file" testId="image-file">
        Open an image<span className="muted by-pointer">, or drop or paste one</span>
      </OpenImageFile>
      {image?.about && (
        <p className="note" data-testid="image-about">
          {image.about}
        </p>
      )}
      {notes.length > 0 && <p className="note">{notes.join('; ')}</p>}
      {credit && <p className="hint">Photograph: {credit}</p>}
      <LabelChoice />
    </section>
  )
}

/** How the image was cropped and resized for the models shown, each note once. */
function notesOf({ bySize }: ShownImage, models: readonly ModelState[]): string[] {
  const fits = shownFits(models)
  const decoded = Object.entries(bySize).filter(([fit]) => fits.size === 0 || fits.has(fit))
  return [...new Set(decoded.flatMap(([, { notes }]) => notes))]
}
