import { useApp } from '../parts/appContext'
import { geometryNotes } from './geometryNotes'

/** What has to be known before the figures are read. */
export function GeometryNotes() {
  const notes = useApp((state) => geometryNotes(state).join('\n'))
  if (notes === '') return null
  return (
    <ul className="geometry-notes" data-testid="geometry-notes">
      {notes.split('\n').map((note) => (
        <li key={note} className="note">
          {note}
        </li>
      ))}
    </ul>
  )
}
