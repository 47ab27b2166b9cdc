import type { View } from '../parts/view'
import { TrainingRail } from './TrainingRail'
import { TrainingView } from './TrainingView'

export const trainingView: View = { id: 'training', title: 'Train', Settings: TrainingRail, Content: TrainingView }
