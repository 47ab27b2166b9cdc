/** @file Commands that take the comparison away. */
import { type Command, type CommandGroup, quietly } from '../../parts/commands/command'
import { copyText } from '../../parts/commands/copyText'

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

export const copyAttackAsPython: Command = {
  id: 'attack-as-python',
  name: 'Copy the attack as Python',
  words: 'script code pytorch torchattacks',
  isEnabled: ({ image, models }) => image !== null && models.some(({ status }) => status === 'ready'),
  perform: ({ actions }) =>
    copyText(
      actions.attackAsPython(),
      'Script copied. It attacks the shown models in PyTorch and prints each verdict.',
    ),
}

export const exportGroup: CommandGroup = {
  title: 'Export',
  commandsIn: () => [exportComparison, printComparison, copyAttackAsPython],
}
