import { Command as Palette } from 'cmdk'
import { useEffect, useRef, useState } from 'react'
import { commandGroupsIn } from '../commands'
import { Notices } from '../Notices'
import { useActions, useAppState } from '../parts/appContext'
import { type Command, canPerform } from '../parts/commands/command'
import { isOnMac, shortcutText } from '../parts/commands/shortcuts'
import { usePerform } from '../parts/commands/usePerform'
import { Dialog } from '../parts/Dialog'

/** Finds any command by its words, and performs it. */
export function CommandPalette() {
  const { closeDialog } = useActions()
  const perform = usePerform()
  const stateNow = useAppState()
  const [typed, setTyped] = useState('')
  const input = useRef<HTMLInputElement>(null)
  // The dialog focuses its first control when it opens.
  useEffect(() => input.current?.focus(), [])
  // As they were when it was opened: results that come in do not move them.
  const [groups] = useState(() => {
    const state = stateNow()
    return commandGroupsIn(state).map((group) => ({
      title: group.title,
      isListed: !group.isOnlyFound,
      commands: group.commandsIn(state).filter((command) => command.id !== 'commands' && canPerform(command, state)),
    }))
  })
  const choose = (command: Command) => {
    closeDialog()
    perform(command)
  }
  return (
    <Dialog
      className="is-palette"
      title="Commands"
      testId="palette"
      notices={<Notices place="commands" />}
      onClose={closeDialog}
    >
      <Palette label="Commands" loop>
        <Palette.Input
          ref={input}
          value={typed}
          onValueChange={setTyped}
          placeholder="Type what you want to do"
          className="palette-input"
        />
        <Palette.List className="palette-list">
          <Palette.Empty className="palette-empty">No command has these words.</Palette.Empty>
          {groups
            .filter(({ isListed }) => isListed || typed !== '')
            .map(({ title, commands }) => (
              <Palette.Group key={title} heading={title} className="palette-group">
                {commands.map((command) => (
                  <PaletteItem key={command.id} command={command} group={title} onChoose={choose} />
                ))}
              </Palette.Group>
            ))}
        </Palette.List>
      </Palette>
    </Dialog>
  )
}

interface PaletteItemProps {
  readonly command: Command
  readonly group: string
  readonly onChoose: (command: Command) => void
}

function PaletteItem({ command, group, onChoose }: PaletteItemProps) {
  const { id, name, shortcut, words } = command
  return (
    <Palette.Item
      value={id}
      keywords={[name, words ?? '', group]}
      className="palette-item"
      onSelect={() => onChoose(command)}
    >
      {name}
      {shortcut !== undefined && <kbd>{shortcutText(shortcut, isOnMac())}</kbd>}
    </Palette.Item>
  )
}
