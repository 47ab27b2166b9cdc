import type { View } from '../parts/view'
import { CompareView } from './CompareView'
import { COMPARE_COMMANDS } from './commands/registry'
import { CompareRail } from './rail/CompareRail'

export const compareView: View = {
  id: 'compare',
  title: 'Compare',
  Settings: CompareRail,
  Content: CompareView,
  commands: COMPARE_COMMANDS,
}
