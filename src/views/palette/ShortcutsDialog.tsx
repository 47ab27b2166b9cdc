import { useStore } from 'zustand'
import { commandGroupsIn } from '../commands'
import { Notices } from '../Notices'
import { useActions, useApp, useAppState } from '../parts/appContext'
import type { Command } from '../parts/commands/command'
import { isOnMac, shortcutText } from '../parts/commands/shortcuts'
import { setSingleKeys, singleKeys } from '../parts/commands/singleKeys'
import { Dialog } from '../parts/Dialog'
import { VIEWS } from '../registry'

interface KeyGroup {
  readonly title: string
  readonly commands: readonly Command[]
}

/** All shortcuts of the page: of every view, and of each view alone. */
export function ShortcutsDialog() {
  const { closeDialog } = useActions()
  const view = useApp((state) => state.view)
  const stateNow = useAppState()
  const { areOn } = useStore(singleKeys)
  const withKeys = (groups: ReturnType<typeof commandGroupsIn>): readonly KeyGroup[] =>
    groups
      .map(({ title, commandsIn }) => ({
        title,
        commands: commandsIn(stateNow()).filter(({ shortcut }) => shortcut !== undefined),
      }))
      .filter(({ commands }) => commands.length > 0)
  const others = VIEWS.filter(({ id, commands }) => id !== view && commands !== undefined)
  return (
    <Dialog
      className="is-shortcuts"
      title="Keyboard shortcuts"
      testId="shortcuts"
      notices={<Notices place="shortcuts" />}
      onClose={closeDialog}
    >
      <label className="check">
        <input type="checkbox" checked={areOn} onChange={(event) => setSingleKeys(event.target.checked)} />
        Single keys are shortcuts; never where something is typed
      </label>
      <div className="key-groups">
        {withKeys(commandGroupsIn({ view })).map((group) => (
          <Keys key={group.title} group={group} />
        ))}
        {others.map(({ id, title, commands = [] }) => (
          <section key={id} className="key-group is-other">
            <h3>In “{title}”</h3>
            <KeyList commands={withKeys(commands).flatMap((group) => group.commands)} />
          </section>
        ))}
        <section className="key-group">
          <h3>Moving about</h3>
          <dl>
            <Key keys="Tab">to the next control; the first stop skips to the results</Key>
            <Key keys="← ↑ → ↓">within the gallery, over a map’s pixels, along a chart</Key>
            <Key keys="Esc">closes what is open</Key>
          </dl>
        </section>
      </div>
    </Dialog>
  )
}

function Keys({ group }: { readonly group: KeyGroup }) {
  return (
    <section className="key-group">
      <h3>{group.title}</h3>
      <KeyList commands={group.commands} />
    </section>
  )
}

function KeyList({ commands }: { readonly commands: readonly Command[] }) {
  return (
    <dl>
      {commands.map(({ id, name, shortcut = '' }) => (
        <Key key={id} keys={shortcutText(shortcut, isOnMac())}>
          {name}
        </Key>
      ))}
    </dl>
  )
}

function Key({ keys, children }: { readonly keys: string; readonly children: string }) {
  return (
    <div>
      <dt>
        <kbd>{keys}</kbd>
      </dt>
      <dd>{children}</dd>
    </div>
  )
}
