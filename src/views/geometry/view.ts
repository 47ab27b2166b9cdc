import { lazyPart } from '../parts/lazyPart'
import type { View } from '../parts/view'
import { GEOMETRY_COMMANDS } from './commands'
import type { GeometryPanels } from './types'

/** @param panels the comparison's own settings, which are the same here */
export const createGeometryView = (panels: GeometryPanels): View => ({
  id: 'geometry',
  title: 'Geometry',
  Settings: lazyPart(async () => (await import('./GeometryRail')).geometryRailWith(panels)),
  Content: lazyPart(async () => (await import('./GeometryView')).GeometryView),
  commands: GEOMETRY_COMMANDS,
})
