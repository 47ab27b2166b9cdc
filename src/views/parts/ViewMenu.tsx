import { VIEWS } from '../registry'
import { useActions, useApp } from './appContext'

/** Switches between views; the open one is marked. */
export function ViewMenu() {
  const open = useApp(({ view }) => view)
  const { openView } = useActions()
  return (
    <nav className="view-menu" aria-label="Views" data-tour="next">
      {VIEWS.filter(({ isHelp }) => !isHelp).map(({ id, title }) => (
        <button key={id} type="button" aria-current={id === open ? 'page' : undefined} onClick={() => openView(id)}>
          {title}
        </button>
      ))}
    </nav>
  )
}
