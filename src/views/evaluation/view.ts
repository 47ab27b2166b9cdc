import { lazyPart } from '../parts/lazyPart'
import type { View } from '../parts/view'
import { EVALUATION_COMMANDS } from './commands'

export const evaluationView: View = {
  id: 'evaluation',
  title: 'Evaluate',
  Settings: lazyPart(async () => (await import('./EvaluationRail')).EvaluationRail),
  Content: lazyPart(async () => (await import('./EvaluationView')).EvaluationView),
  commands: EVALUATION_COMMANDS,
}
