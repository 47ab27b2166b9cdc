import { lazy } from 'react'
import type { View } from '../parts/view'

export const glossaryView: View = {
  id: 'glossary',
  title: 'Glossary',
  isHelp: true,
  Content: lazy(async () => ({ default: (await import('./GlossaryView')).GlossaryView })),
}
