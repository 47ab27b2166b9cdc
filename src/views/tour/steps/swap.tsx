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
        Swap the first two columns and watch one place: the gradient of a robust model follows the image’s edges, that
        of a natural one looks like noise. How well they agree is r, the edge alignment.
      </p>
      {first && second && (
        <p>
          In the first column now: {first.name}, r = <strong>{correlationText(first.alignment)}</strong>; in the second:{' '}
          {second.name}, r = <strong>{correlationText(second.alignment)}</strong>.
        </p>
      )}
    </>
  )
}
