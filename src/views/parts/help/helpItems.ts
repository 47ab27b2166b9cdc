/** @file What the Help menu offers, in this order. */
import type { Actions } from '../../../app/actions'
import { VIEWS } from '../../registry'

interface HelpItem {
  readonly title: string
  /** The id of the view that it opens, if it opens one. */
  readonly view?: string
  readonly perform: (actions: Actions) => void
}

const viewItems = VIEWS.filter(({ isHelp }) => isHelp).map(
  ({ id, title }): HelpItem => ({ title, view: id, perform: ({ openView }) => openView(id) }),
)

export const HELP_ITEMS: readonly HelpItem[] = [
  { title: 'Take the tour', perform: ({ startTour }) => startTour() },
  ...viewItems,
]
