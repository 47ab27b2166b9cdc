import { useLayoutEffect, useRef } from 'react'
import { VIEW_COMMANDS } from '../viewCommands'
import { useApp } from './appContext'
import { CommandButton } from './commands/CommandButton'

/** Switches between views; the open one is marked. */
export function ViewMenu() {
  const open = useApp(({ view }) => view)
  const menu = useRef<HTMLElement>(null)
  // On a phone the menu scrolls, and nothing else should.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once another view is open, another button is current
  useLayoutEffect(() => {
    const [around, button] = [menu.current, menu.current?.querySelector('[aria-current]')].map((element) =>
      element?.getBoundingClientRect(),
    )
    if (around && button) menu.current?.scrollBy(button.x + button.width / 2 - around.x - around.width / 2, 0)
  }, [open])
  return (
    <nav ref={menu} className="view-menu" aria-label="Views" data-tour="next">
      {VIEW_COMMANDS.map((command) => (
        <CommandButton key={command.id} command={command} isCurrent={command.id === `view-${open}`} />
      ))}
    </nav>
  )
}
