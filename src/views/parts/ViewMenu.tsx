import { VIEW_COMMANDS } from '../viewCommands'
import { useApp } from './appContext'
import { CommandButton } from './commands/CommandButton'

/** Switches between views; the open one is marked. */
export function ViewMenu() {
  const open = useApp(({ view }) => view)
  return (
    <nav className="view-menu" aria-label="Views" data-tour="next">
      {VIEW_COMMANDS.map((command) => (
        <CommandButton key={command.id} command={command} isCurrent={command.id === `view-${open}`} />
      ))}
    </nav>
  )
}
