import { lazyPart } from '../parts/lazyPart'
import type { View } from '../parts/view'
import { TRAINING_COMMANDS } from './commands'

export const trainingView: View = {
  id: 'training',
  title: 'Train',
  Settings: lazyPart(async () => (await import('./TrainingRail')).TrainingRail),
  Content: lazyPart(async () => (await import('./TrainingView')).TrainingView),
  commands: TRAINING_COMMANDS,
}
