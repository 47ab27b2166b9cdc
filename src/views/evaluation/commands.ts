/** @file The commands of an evaluation. */
import type { Command, CommandGroup } from '../parts/commands/command'
import { copyText } from '../parts/commands/copyText'
import { runGroup } from '../parts/runs/runCommands'
import { startHindrance } from './useStart'

export const copyEvaluationAsPython: Command = {
  id: 'evaluation-as-python',
  name: 'Copy the evaluation as Python',
  words: 'script code pytorch torchattacks',
  isEnabled: ({ evaluation }) => evaluation.run !== null,
  perform: ({ actions }) =>
    copyText(
      actions.evaluationAsPython(),
      'Script copied. It makes this evaluation in PyTorch and prints its verdicts.',
    ),
}

export const EVALUATION_COMMANDS: readonly CommandGroup[] = [
  runGroup({
    kind: 'evaluation',
    title: 'Evaluation',
    startName: 'Start the evaluation',
    isHindered: (state) => startHindrance(state) !== null,
    savePlanName: 'Save the evaluation as a plan',
  }),
  { title: 'Export', commandsIn: () => [copyEvaluationAsPython] },
]
