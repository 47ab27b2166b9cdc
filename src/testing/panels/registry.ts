/** @file What the gallery shows, in this order. */
import { accuracyPanel } from './accuracy'
import { articlePanel } from './article'
import { beforeAfterPanel } from './beforeAfter'
import { cardClaimsPanel } from './cardClaims'
import { cellsPanel } from './cells'
import { citePanel } from './cite'
import { comparisonPanel } from './comparison'
import { attackLossPanel, measuresPanel } from './comparisonCharts'
import { fieldsPanel } from './fields'
import { geometryPanel } from './geometry'
import { keptPanel } from './kept'
import { minimalEpsilonPanel } from './minimalEpsilon'
import { modelCardPanel } from './modelCard'
import { noticesPanel } from './notices'
import { offlinePanel } from './offline'
import { openingPanel } from './opening'
import { outcomesPanel } from './outcomes'
import { paperFiguresPanel } from './paperFigures'
import { publishedPanel } from './published'
import { statisticsPanel } from './statistics'
import { stepCurvesPanel } from './stepCurves'
import { sweepPanel } from './sweep'
import { timeTravelPanel } from './timeTravel'
import { transferPanel } from './transfer'
import type { Panel } from './types'
import { zooPanel } from './zoo'

export const PANELS: readonly Panel[] = [
  comparisonPanel,
  cellsPanel,
  outcomesPanel,
  measuresPanel,
  attackLossPanel,
  accuracyPanel,
  minimalEpsilonPanel,
  publishedPanel,
  transferPanel,
  statisticsPanel,
  geometryPanel,
  timeTravelPanel,
  paperFiguresPanel,
  stepCurvesPanel,
  sweepPanel,
  beforeAfterPanel,
  zooPanel,
  modelCardPanel,
  cardClaimsPanel,
  openingPanel,
  articlePanel,
  citePanel,
  keptPanel,
  offlinePanel,
  noticesPanel,
  fieldsPanel,
]
