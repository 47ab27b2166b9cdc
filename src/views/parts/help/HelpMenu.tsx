import { useId, useRef } from 'react'
import { useApp } from '../appContext'
import { CommandButton } from '../commands/CommandButton'
import { HELP_COMMANDS } from './helpCommands'

/** Everything that explains the page, in a menu that opens below its button. */
export function HelpMenu() {
  const id = useId()
  const popover = useRef<HTMLDivElement>(null)
  const view = useApp((state) => state.view)
  return (
    <nav className="help-menu" aria-label="Help">
      <button type="button" className="help-menu-button" popoverTarget={id} data-testid="help">
        Help
      </button>
      <div ref={popover} id={id} className="help-menu-list" popover="auto">
        {HELP_COMMANDS.map((command) => (
          <CommandButton
            key={command.id}
            command={command}
            isCurrent={command.id === `view-${view}`}
            onPerform={() => popover.current?.hidePopover()}
          />
        ))}
      </div>
    </nav>
  )
}
