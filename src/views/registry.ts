/** @file The page's views, in the order of the menu. Adding one is one line here and its name in `VIEW_IDS` (store/viewChoice.ts). */
import type { ComponentType } from 'react'
import type { ViewId } from '../store/viewChoice'
import { CompareView } from './compare/CompareView'
import { EvaluateSettings } from './evaluate/EvaluateSettings'
import { EvaluateView } from './evaluate/EvaluateView'
import { FinetuneSettings } from './finetune/FinetuneSettings'
import { FinetuneView } from './finetune/FinetuneView'
import { Rail } from './rail/Rail'

interface View {
  readonly title: string
  /** What can be set, beside the content, or below it on a phone. */
  readonly Settings: ComponentType
  readonly Content: ComponentType
}

export const VIEWS: Readonly<Record<ViewId, View>> = {
  compare: { title: 'Compare', Settings: Rail, Content: CompareView },
  evaluate: { title: 'Evaluate', Settings: EvaluateSettings, Content: EvaluateView },
  finetune: { title: 'Fine-tune', Settings: FinetuneSettings, Content: FinetuneView },
}
