/** @file The commands of an evaluation. */
import type { CommandGroup } from '../parts/commands/command'
import { runGroup } from '../parts/runs/runCommands'
import { startHindrance } from './useStart'

export const EVALUATION_COMMANDS: readonly CommandGroup[] = [
  runGroup({
    kind: 'evaluation',
    title: 'Evaluation',
    startName: 'Start the evaluation',
    isHindered: (state) => startHindrance(state) !== null,
    savePlanName: 'Save the evaluation as a plan',
  }),
]
