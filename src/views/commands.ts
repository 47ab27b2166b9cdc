/** @file Every command of the page by area: those of the open view first. */
import type { AppState } from '../store/types'
import { modelGroup, pageGroup } from './pageCommands'
import type { Command, CommandGroup } from './parts/commands/command'
import { helpGroup } from './parts/help/helpCommands'
import { findView } from './registry'
import { viewGroup } from './viewCommands'

const OF_EVERY_VIEW: readonly CommandGroup[] = [pageGroup, viewGroup, modelGroup, helpGroup]

export const commandGroupsIn = ({ view }: Pick<AppState, 'view'>): readonly CommandGroup[] => [
  ...(findView(view).commands ?? []),
  ...OF_EVERY_VIEW,
]

export const commandsIn = (state: AppState): readonly Command[] =>
  commandGroupsIn(state).flatMap((group) => group.commandsIn(state))
