import { threeDigits } from '../../parts/format'
import type { TourStep } from '../types'
import { useShownModels } from './shownModels'

export const lookAtGradient: TourStep = {
  title: 'Look at the gradient',
  target: '[data-row="gradient"]',
  Text: GradientText,
  moves: ({ display }) => [
    display.gradientScale === 'own'
      ? { label: 'Draw all on one scale', perform: ({ setDisplay }) => setDisplay({ gradientScale: 'shared' }) }
      : { label: 'Give each its own scale', perform: ({ setDisplay }) => setDisplay({ gradientScale: 'own' }) },
  ],
}

function GradientText() {
  const [first, second] = useShownModels()
  return (
    <>
      <p>
        Each column is a classifier that looks at the same image; its map shows how the loss changes with each pixel.
        The larger the gradient, the easier the model is to fool.
      </p>
      {first?.l1 != null && second?.l1 != null && (
        <p>
          Its sum of absolute values, ‖∇L‖₁, is <strong>{threeDigits(first.l1)}</strong> for {first.name} and{' '}
          <strong>{threeDigits(second.l1)}</strong> for {second.name}.
        </p>
      )}
    </>
  )
}
