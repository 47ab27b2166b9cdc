import { CommandButton } from '../parts/commands/CommandButton'
import { copyEvaluationAsPython } from './commands'

export const CopyAsPython = () => (
  <CommandButton command={copyEvaluationAsPython} className="button" testId="evaluation-as-python">
    Copy as Python
  </CommandButton>
)
