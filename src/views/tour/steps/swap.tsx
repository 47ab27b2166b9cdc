import { correlationText } from '../../parts/format'
import type { TourStep } from '../types'
import { useShownModels } from './shownModels'

export const swapModels: TourStep = {
  title: 'Swap the models',
  target: '[data-row="edges"]',
  Text: SwapText,
  moves: ({ models: [first, second] }) =>
    first && second ? [{ label: 'Swap the first two', perform: ({ moveModel }) => moveModel(first.id, 1) }] : [],
}

function SwapText() {
  const [first, second] = useShownModels()
  return (
    <>
      <p>
        Swap the first two columns and watch one place: a robust model’s gradient follows the image’s edges, a natural
        one’s looks like noise. The edge alignment r says how well they agree.
      </p>
      {first && second && (
        <p>
          Now first: {first.name}, r = <strong>{correlationText(first.alignment)}</strong>; second: {second.name}, r ={' '}
          <strong>{correlationText(second.alignment)}</strong>.
        </p>
      )}
    </>
  )
}
