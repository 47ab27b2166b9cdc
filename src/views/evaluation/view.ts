import type { View } from '../parts/view'
import { EvaluationRail } from './EvaluationRail'
import { EvaluationView } from './EvaluationView'

export const evaluationView: View = {
  id: 'evaluation',
  title: 'Evaluate',
  Settings: EvaluationRail,
  Content: EvaluationView,
}
