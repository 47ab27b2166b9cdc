/** @file The commands of a training. */
import type { CommandGroup } from '../parts/commands/command'
import { runGroup } from '../parts/runs/runCommands'
import { beginHindrance } from './useBegin'

export const TRAINING_COMMANDS: readonly CommandGroup[] = [
  runGroup({
    kind: 'training',
    title: 'Training',
    startName: 'Start the training',
    isHindered: (state) => beginHindrance(state) !== null,
    savePlanName: 'Save the training as a plan',
  }),
]
