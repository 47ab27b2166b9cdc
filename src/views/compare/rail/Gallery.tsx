import { useMemo } from 'react'
import { arrangeGallery, type GalleryGroup } from '../../../images/gallery'
import { readyManifests } from '../../../store/compare/questions'
import { useActions, useApp } from '../../parts/appContext'
import { useRovingFocus } from '../../parts/useRovingFocus'

/** The page's own images. Any image can be chosen for any model; groups that fit no model are collapsed. */
export function Gallery() {
  const models = useApp((state) => state.models)
  const groups = useMemo(() => arrangeGallery(readyManifests(models).map(({ classes }) => classes)), [models])
  return groups.map(({ group, isOffered }) => (
    <details key={group.id} className="gallery-group" open={isOffered} data-testid={`gallery-${group.id}`}>
      <summary>
        {group.title} <span className="muted">{group.images.length}</span>
      </summary>
      <Thumbnails group={group} />
      <a className="sources" href={group.attributionUrl} target="_blank" rel="noreferrer">
        Sources and licences<span className="visually-hidden"> of {group.title}</span>
      </a>
    </details>
  ))
}

/** One stop of the keyboard, within which arrow keys move. */
function Thumbnails({ group }: { readonly group: GalleryGroup }) {
  const chosen = useApp((state) => state.image?.galleryId)
  const { chooseGalleryImage } = useActions()
  const { stop, onKeyDown, onFocus } = useRovingFocus(group.images.findIndex(({ id }) => id === chosen))
  return (
    <fieldset
      className={`gallery ${group.isPixelated ? 'is-pixelated' : ''}`}
      aria-label={group.title}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      {group.images.map((entry, index) => (
        <button
          key={entry.id}
          type="button"
          className="thumbnail"
          tabIndex={index === stop ? 0 : -1}
          aria-pressed={chosen === entry.id}
          title={entry.labelName === null ? entry.alt : `${entry.alt} (${entry.labelName})`}
          onClick={() => void chooseGalleryImage(entry)}
        >
          <img src={entry.url} alt={entry.alt} width={32} height={32} loading="lazy" />
        </button>
      ))}
    </fieldset>
  )
}
