import { lazyPart } from '../parts/lazyPart'
import type { View } from '../parts/view'
import type { WhyPanels } from './types'

/** @param panels the comparison's own, which the article shows as they are there */
export const createWhyView = (panels: WhyPanels): View => ({
  id: 'why',
  title: 'Why does this tell robustness?',
  isHelp: true,
  Content: lazyPart(async () => (await import('./WhyArticle')).articleWith(panels)),
})
