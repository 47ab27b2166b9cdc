import { useRef } from 'react'
import { collectChosen } from '../../pictures/datasets/collectFiles'
import { findGalleryPicture } from '../../pictures/gallery'
import { inputSides } from '../../store/questions'
import type { ModelState, ShownPicture } from '../../store/types'
import { useActions, useApp } from '../appContext'
import { Gallery } from './Gallery'
import { LabelChoice } from './LabelChoice'

const ACCEPTED = 'image/png,image/jpeg,image/webp,image/avif,image/gif,image/bmp'

export function PictureControls() {
  const picture = useApp((state) => state.picture)
  const models = useApp((state) => state.models)
  const { openFiles } = useActions()
  const fileInput = useRef<HTMLInputElement>(null)
  const notes = picture === null ? [] : notesOf(picture, models)
  const credit = findGalleryPicture(picture?.galleryId ?? null)?.credit
  return (
    <section className="group">
      <h2>Picture</h2>
      <Gallery />
      <button type="button" className="open-file" onClick={() => fileInput.current?.click()}>
        Open a picture <span className="muted">or drop, or paste one</span>
      </button>
      <input
        ref={fileInput}
        type="file"
        accept={ACCEPTED}
        hidden
        data-testid="picture-file"
        onChange={(event) => {
          const files = collectChosen(event.target.files ?? [])
          // Emptied, so that the same file can be chosen again.
          event.target.value = ''
          if (files.length > 0) void openFiles(files, 'compare')
        }}
      />
      {picture?.about && (
        <p className="note" data-testid="picture-about">
          {picture.about}
        </p>
      )}
      {notes.length > 0 && <p className="note">{notes.join('; ')}</p>}
      {credit && <p className="hint">Photograph: {credit}</p>}
      <LabelChoice />
    </section>
  )
}

/** What was done to the picture for the models shown, each note once. */
function notesOf({ bySide }: ShownPicture, models: readonly ModelState[]): string[] {
  const sides = inputSides(models)
  const decoded = Object.entries(bySide).filter(([side]) => sides.length === 0 || sides.includes(Number(side)))
  return [...new Set(decoded.flatMap(([, { notes }]) => notes))]
}
