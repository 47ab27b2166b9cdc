import { useRef } from 'react'
import { gallery } from '../../pictures/gallery'
import { useActions, useApp } from '../appContext'

const ACCEPTED = 'image/png,image/jpeg,image/webp'

export function PictureControls() {
  const picture = useApp((state) => state.picture)
  const error = useApp((state) => state.pictureError)
  const { chooseGalleryPicture, openPicture } = useActions()
  const fileInput = useRef<HTMLInputElement>(null)
  return (
    <section className="group">
      <h2>Picture</h2>
      <div className="gallery">
        {gallery.map((entry) => (
          <button
            key={entry.id}
            type="button"
            className="thumbnail"
            aria-pressed={picture?.galleryId === entry.id}
            title={`${entry.alt} (${entry.labelName})`}
            onClick={() => void chooseGalleryPicture(entry)}
          >
            <img src={entry.url} alt={entry.alt} width={32} height={32} loading="lazy" />
          </button>
        ))}
      </div>
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
          const file = event.target.files?.[0]
          // Emptied, so that the same file can be chosen again.
          event.target.value = ''
          if (file) void openPicture(file, file.name)
        }}
      />
      {error && (
        <p className="error" role="alert" data-testid="picture-error">
          {error}
        </p>
      )}
      {picture && picture.notes.length > 0 && <p className="note">{picture.notes.join(' ')}</p>}
      <LabelChoice />
    </section>
  )
}

/** The class that the loss is taken for, and that the attack leads away from. */
function LabelChoice() {
  const label = useApp((state) => state.label)
  const classes = useApp((state) => state.models.find((model) => model.status === 'ready')?.model.manifest.classes)
  const { chooseLabel } = useActions()
  return (
    <label className="field">
      <span>Label</span>
      <select
        value={label ?? ''}
        disabled={classes === undefined}
        data-testid="label"
        onChange={(event) => chooseLabel(event.target.value === '' ? null : Number(event.target.value))}
      >
        <option value="">each model’s own prediction</option>
        {classes?.map((name, index) => (
          <option key={name} value={index}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
