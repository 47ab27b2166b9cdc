/** @file The command that opens each view. */
import { type Command, type CommandGroup, quietly } from './parts/commands/command'
import type { View } from './parts/view'
import { VIEWS } from './registry'

const commandOf = ({ id, title }: View, shortcut?: string): Command => ({
  id: `view-${id}`,
  name: title,
  ...(shortcut !== undefined && { shortcut }),
  words: 'view open go',
  perform: quietly(({ actions }) => actions.openView(id)),
})

/** Of the menu of views, by the number of their place. */
export const VIEW_COMMANDS: readonly Command[] = VIEWS.filter(({ isHelp }) => !isHelp).map((view, index) =>
  commandOf(view, String(index + 1)),
)

export const HELP_VIEW_COMMANDS: readonly Command[] = VIEWS.filter(({ isHelp }) => isHelp).map((view) =>
  commandOf(view),
)

export const viewGroup: CommandGroup = { title: 'Views', commandsIn: () => VIEW_COMMANDS }
