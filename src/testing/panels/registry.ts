/** @file What the gallery shows, in this order. */
import { accuracyPanel } from './accuracy'
import { beforeAfterPanel } from './beforeAfter'
import { cellsPanel } from './cells'
import { fieldsPanel } from './fields'
import { minimalEpsilonPanel } from './minimalEpsilon'
import { noticesPanel } from './notices'
import { stepCurvesPanel } from './stepCurves'
import { transferPanel } from './transfer'
import type { Panel } from './types'

export const PANELS: readonly Panel[] = [
  cellsPanel,
  accuracyPanel,
  minimalEpsilonPanel,
  transferPanel,
  stepCurvesPanel,
  beforeAfterPanel,
  noticesPanel,
  fieldsPanel,
]
