/** @file The page's views, in the order of the menu. Adding one is one line here and its name in `VIEW_IDS` (store/viewChoice.ts). */
import type { ComponentType } from 'react'
import type { ViewId } from '../store/viewChoice'
import { CompareView } from './compare/CompareView'
import { CompareRail } from './compare/rail/CompareRail'
import { EvaluationRail } from './evaluation/EvaluationRail'
import { EvaluationView } from './evaluation/EvaluationView'
import { TrainingRail } from './training/TrainingRail'
import { TrainingView } from './training/TrainingView'

interface View {
  readonly title: string
  /** What can be set, beside the content, or below it on a phone. */
  readonly Settings: ComponentType
  readonly Content: ComponentType
}

export const VIEWS: Readonly<Record<ViewId, View>> = {
  compare: { title: 'Compare', Settings: CompareRail, Content: CompareView },
  evaluation: { title: 'Evaluate', Settings: EvaluationRail, Content: EvaluationView },
  training: { title: 'Train', Settings: TrainingRail, Content: TrainingView },
}
