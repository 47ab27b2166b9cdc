import { lazyPart } from '../parts/lazyPart'
import type { View } from '../parts/view'

export const trainingView: View = {
  id: 'training',
  title: 'Train',
  Settings: lazyPart(async () => (await import('./TrainingRail')).TrainingRail),
  Content: lazyPart(async () => (await import('./TrainingView')).TrainingView),
}
