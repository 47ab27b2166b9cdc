import { lazyPart } from '../parts/lazyPart'
import type { View } from '../parts/view'
import type { FigurePanels } from './types'

/** @param panels the comparison's own, which figures 1 and 3 show as they are there */
export const createFiguresView = (panels: FigurePanels): View => ({
  id: 'figures',
  title: 'Figures',
  Content: lazyPart(async () => (await import('./FiguresView')).figuresWith(panels)),
})
