import { VIEWS } from '../../registry'
import type { TourStep } from '../types'

export const goOn: TourStep = {
  title: 'Where to go next',
  target: '[data-tour="next"]',
  Text: () => (
    <p>
      One image proves little: “Evaluate” measures accuracy on many, and “Train” makes a model robust while you watch.
      Help explains every term, and starts this tour again.
    </p>
  ),
  moves: () =>
    VIEWS.filter(({ id }) => id !== 'compare' && id !== 'glossary').map(({ id, title }) => ({
      label: title,
      perform: ({ openView }) => openView(id),
    })),
}
