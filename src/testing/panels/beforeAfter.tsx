import { BeforeAfterTable } from '../../views/training/BeforeAfterTable'
import { fixedTraining } from './fixedTraining'
import type { Panel } from './types'

export const beforeAfterPanel: Panel = {
  title: 'Before and after a training',
  content: <BeforeAfterTable run={fixedTraining} looked={null} />,
}
