/** @file Commands that take the comparison away. */
import { type Command, type CommandGroup, quietly } from '../../parts/commands/command'

const exportComparison: Command = {
  id: 'export',
  name: 'Export the comparison',
  shortcut: 'e',
  words: 'save figure svg png csv json download',
  perform: quietly(({ actions }) => actions.openExport()),
}

const printComparison: Command = {
  id: 'print',
  name: 'Print the comparison',
  words: 'paper sheet pdf',
  perform: quietly(() => window.print()),
}

export const exportGroup: CommandGroup = {
  title: 'Export',
  commandsIn: () => [exportComparison, printComparison],
}
