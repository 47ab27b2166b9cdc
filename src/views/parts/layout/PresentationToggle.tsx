import { useActions, useApp } from '../appContext'
import { useShortcut } from './useShortcut'

/** For a beamer: hides the settings, except what changes the results most, and enlarges text and maps. */
export function PresentationToggle() {
  const isPresenting = useApp((state) => state.isPresenting)
  const { togglePresentation } = useActions()
  useShortcut('p', togglePresentation)
  return (
    <button
      type="button"
      className="presentation-toggle"
      aria-pressed={isPresenting}
      title="Hides the settings and enlarges text and maps (P)"
      onClick={togglePresentation}
    >
      Present
    </button>
  )
}
