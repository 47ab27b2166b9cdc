import { Matrix } from '../../views/compare/Matrix'
import { fixedComparison } from './fixedComparison'
import { PanelFrame } from './PanelFrame'
import type { Panel } from './types'

export const comparisonPanel: Panel = {
  title: 'The comparison matrix',
  content: (
    <PanelFrame state={fixedComparison}>
      <Matrix />
    </PanelFrame>
  ),
}
