import { useId, useRef } from 'react'
import { useActions, useApp } from '../appContext'
import { HELP_ITEMS } from './helpItems'

/** Everything that explains the page, in a menu that opens below its button. */
export function HelpMenu() {
  const id = useId()
  const popover = useRef<HTMLDivElement>(null)
  const actions = useActions()
  const view = useApp((state) => state.view)
  return (
    <nav className="help-menu" aria-label="Help">
      <button type="button" className="help-menu-button" popoverTarget={id} data-testid="help">
        Help
      </button>
      <div ref={popover} id={id} className="help-menu-list" popover="auto">
        {HELP_ITEMS.map((item) => (
          <button
            key={item.title}
            type="button"
            aria-current={item.view !== undefined && item.view === view ? 'page' : undefined}
            onClick={() => {
              popover.current?.hidePopover()
              item.perform(actions)
            }}
          >
            {item.title}
          </button>
        ))}
      </div>
    </nav>
  )
}
