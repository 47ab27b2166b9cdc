import { presentPage } from '../../pageCommands'
import { useApp } from '../appContext'
import { CommandButton } from '../commands/CommandButton'

/** For a beamer: hides the settings, except what changes the results most, and enlarges text and maps. */
export function PresentationToggle() {
  const isPresenting = useApp((state) => state.isPresenting)
  return (
    <CommandButton command={presentPage} className="presentation-toggle" isPressed={isPresenting}>
      Present
    </CommandButton>
  )
}
