import { useApp } from '../../parts/appContext'
import { sizeText } from '../../parts/format'
import type { TourStep } from '../types'
import { setTo } from './epsilon'
import { useShownModels } from './shownModels'

export const readVerdict: TourStep = {
  title: 'Read the verdict',
  target: '[data-row="attacked"]',
  Text: VerdictText,
  moves: (state) => [setTo(state, 1 / 8), setTo(state, 1)],
}

function VerdictText() {
  const { norm, epsilon } = useApp(({ attack }) => attack.choice.settings)
  const models = useShownModels()
  const judged = models.filter(({ verdict }) => verdict !== null)
  return (
    <>
      <p>
        “Robust” means right before the attack and after it; a model that errs without one gets no credit, and neither
        does the attack.
      </p>
      <p>
        {judged.length === 0
          ? 'The attack is being computed.'
          : `At ${sizeText(epsilon, norm)}: ${judged.map(({ name, verdict }) => `${name} is ${verdict}`).join('; ')}.`}
      </p>
    </>
  )
}
