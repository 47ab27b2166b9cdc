import type { View } from '../parts/view'
import { CompareView } from './CompareView'
import { CompareRail } from './rail/CompareRail'

export const compareView: View = { id: 'compare', title: 'Compare', Settings: CompareRail, Content: CompareView }
