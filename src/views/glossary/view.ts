import { lazyPart } from '../parts/lazyPart'
import type { View } from '../parts/view'

export const glossaryView: View = {
  id: 'glossary',
  title: 'Glossary',
  isHelp: true,
  Content: lazyPart(async () => (await import('./GlossaryView')).GlossaryView),
}
