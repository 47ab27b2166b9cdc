import { LossFigure } from '../../views/compare/figures/LossFigure'
import { MeasuresFigure } from '../../views/compare/figures/MeasuresFigure'
import { fixedComparison } from './fixedComparison'
import { PanelFrame } from './PanelFrame'
import type { Panel } from './types'

export const measuresPanel: Panel = {
  title: 'Norms and edge alignment',
  content: (
    <PanelFrame state={fixedComparison}>
      <MeasuresFigure />
    </PanelFrame>
  ),
}

export const attackLossPanel: Panel = {
  title: 'Loss along the attack',
  content: (
    <PanelFrame state={fixedComparison}>
      <LossFigure />
    </PanelFrame>
  ),
}
