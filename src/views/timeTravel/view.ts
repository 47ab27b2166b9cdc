import { lazyPart } from '../parts/lazyPart'
import type { View } from '../parts/view'
import { TIME_TRAVEL_COMMANDS } from './commands'

export const timeTravelView: View = {
  id: 'time-travel',
  title: 'Time travel',
  Settings: lazyPart(async () => (await import('./TimeTravelRail')).TimeTravelRail),
  Content: lazyPart(async () => (await import('./TimeTravelView')).TimeTravelView),
  commands: TIME_TRAVEL_COMMANDS,
}
