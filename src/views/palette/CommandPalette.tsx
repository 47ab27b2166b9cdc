import { Command as Palette } from 'cmdk'
import { useEffect, useMemo, useRef, useState } from 'react'
import { commandGroupsIn } from '../commands'
import { Notices } from '../Notices'
import { useActions, useApp, useAppState } from '../parts/appContext'
import { type Command, canPerform } from '../parts/commands/command'
import { isOnMac, shortcutText } from '../parts/commands/shortcuts'
import { usePerform } from '../parts/commands/usePerform'
import { Dialog } from '../parts/Dialog'
import { rankCommands } from './rankCommands'

/** Finds any command by its words, and performs it. */
export function CommandPalette() {
  const { closeDialog } = useActions()
  const perform = usePerform()
  const [typed, setTyped] = useState('')
  const input = useRef<HTMLInputElement>(null)
  // The dialog focuses its first control when it opens.
  useEffect(() => input.current?.focus(), [])
  const groups = useGroups()
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
      {/* Its own filter finds scattered letters, and leaves groups in their order. */}
      <Palette label="Commands" loop shouldFilter={false}>
        <Palette.Input
          ref={input}
          value={typed}
          onValueChange={setTyped}
          placeholder="Type what you want to do"
          className="palette-input"
        />
        <Palette.List className="palette-list">
          {typed.trim() === '' ? (
            groups
              .filter(({ isListed }) => isListed)
              .map(({ title, commands }) => (
                <Palette.Group key={title} heading={title} className="palette-group">
                  {commands.map((command) => (
                    <PaletteItem key={command.id} command={command} onChoose={choose} />
                  ))}
                </Palette.Group>
              ))
          ) : (
            <Found groups={groups} typed={typed} onChoose={choose} />
          )}
        </Palette.List>
      </Palette>
    </Dialog>
  )
}

interface PaletteGroup {
  readonly title: string
  readonly isListed: boolean
  readonly commands: readonly Command[]
}

/** As they were when the palette was opened, so that results that come in do not move them; models get their names. */
function useGroups(): readonly PaletteGroup[] {
  const stateNow = useAppState()
  const manifests = useApp((state) => state.manifests)
  const [state] = useState(stateNow)
  return useMemo(() => {
    const named = { ...state, manifests }
    return commandGroupsIn(named).map((group) => ({
      title: group.title,
      isListed: !group.isOnlyFound,
      commands: group.commandsIn(named).filter((command) => command.id !== 'commands' && canPerform(command, named)),
    }))
  }, [state, manifests])
}

interface FoundProps {
  readonly groups: readonly PaletteGroup[]
  readonly typed: string
  readonly onChoose: (command: Command) => void
}

/** The best first, whatever their groups. */
function Found({ groups, typed, onChoose }: FoundProps) {
  const all = groups.flatMap(({ title, commands }) => commands.map((command) => ({ command, group: title })))
  const found = rankCommands(all, typed)
  if (found.length === 0) return <p className="palette-empty">No command has these words.</p>
  return found.map(({ command, group }) => (
    <PaletteItem key={command.id} command={command} group={group} onChoose={onChoose} />
  ))
}

interface PaletteItemProps {
  readonly command: Command
  /** Where no heading says it. */
  readonly group?: string
  readonly onChoose: (command: Command) => void
}

function PaletteItem({ command, group, onChoose }: PaletteItemProps) {
  const { id, name, shortcut } = command
  return (
    <Palette.Item value={id} className="palette-item" onSelect={() => onChoose(command)}>
      <span className="palette-name">{name}</span>
      {group !== undefined && <span className="palette-of">{group}</span>}
      {shortcut !== undefined && <kbd>{shortcutText(shortcut, isOnMac())}</kbd>}
    </Palette.Item>
  )
}
