/** @file What the Help menu offers, in this order. */
import { openShortcuts } from '../../pageCommands'
import { HELP_VIEW_COMMANDS } from '../../viewCommands'
import { type Command, type CommandGroup, quietly } from '../commands/command'

const takeTour: Command = {
  id: 'tour',
  name: 'Take the tour',
  words: 'help introduction',
  perform: quietly(({ actions }) => actions.startTour()),
}

const cite: Command = {
  id: 'cite',
  name: 'Cite the paper or this page',
  words: 'bibtex reference version sha256',
  perform: quietly(({ actions }) => actions.openDialog('cite')),
}

const workOffline: Command = {
  id: 'offline',
  name: 'Work offline',
  words: 'network install download storage',
  perform: quietly(({ actions }) => actions.openDialog('offline')),
}

export const HELP_COMMANDS: readonly Command[] = [takeTour, ...HELP_VIEW_COMMANDS, openShortcuts, workOffline, cite]

/** Beside what every view's group has. */
export const helpGroup: CommandGroup = {
  title: 'Help',
  commandsIn: () => [takeTour, ...HELP_VIEW_COMMANDS, workOffline, cite],
}
