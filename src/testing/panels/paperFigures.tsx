import { Matrix } from '../../views/compare/Matrix'
import { figuresWith } from '../../views/figures/FiguresView'
import { fixedComparison } from './fixedComparison'
import { GRADIENT_NORM_LOG } from './fixedModels'
import { fixedStatistics } from './fixedStatistics'
import { PanelFrame } from './PanelFrame'
import type { Panel } from './types'

const FiguresView = figuresWith({ Matrix })

const trainingLogs = {
  'cifar10-resnet-gelu-gradnorm': { value: GRADIENT_NORM_LOG, progress: null, error: null },
}

export const paperFiguresPanel: Panel = {
  title: 'The paper’s figures',
  content: (
    <PanelFrame state={{ ...fixedComparison, statistics: fixedStatistics, trainingLogs }}>
      <FiguresView />
    </PanelFrame>
  ),
}
