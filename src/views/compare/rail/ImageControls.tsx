import { useRef } from 'react'
import { collectChosen } from '../../../images/datasets/collectFiles'
import { IMAGE_KINDS } from '../../../images/formats/types'
import { findGalleryImage } from '../../../images/gallery'
import { shownFits } from '../../../store/compare/questions'
import type { ModelState, ShownImage } from '../../../store/types'
import { useActions, useApp } from '../../parts/appContext'
import { Gallery } from './Gallery'
import { LabelChoice } from './LabelChoice'

const ACCEPTED = IMAGE_KINDS.map((kind) => `image/${kind}`).join(',')

export function ImageControls() {
  const image = useApp((state) => state.image)
  const models = useApp((state) => state.models)
  const { openFiles } = useActions()
  const fileInput = useRef<HTMLInputElement>(null)
  const notes = image === null ? [] : notesOf(image, models)
  const credit = findGalleryImage(image?.galleryId ?? null)?.credit
  return (
    <section className="group">
      <h2>Image</h2>
      <Gallery />
      <button type="button" className="open-file" onClick={() => fileInput.current?.click()}>
        Open an image <span className="muted">or drop, or paste one</span>
      </button>
      <input
        ref={fileInput}
        type="file"
        accept={ACCEPTED}
        hidden
        data-testid="image-file"
        onChange={(event) => {
          const files = collectChosen(event.target.files ?? [])
          // Cleared, so that choosing the same file again fires a change event.
          event.target.value = ''
          if (files.length > 0) void openFiles(files, 'compare')
        }}
      />
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
