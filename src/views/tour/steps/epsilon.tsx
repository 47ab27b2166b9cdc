import { fromShown, NORMS } from '../../../store/attacks/normUnits'
import type { AppState } from '../../../store/types'
import { sizeText } from '../../parts/format'
import type { TourMove, TourStep } from '../types'

export const dragEpsilon: TourStep = {
  title: 'Drag the attack’s size',
  target: '[data-tour="epsilon"]',
  Text: () => (
    <p>
      An attack adds to the image what raises the loss, and no value may change by more than the size ε allows. Drag the
      slider, or use its arrow keys: the attack runs again on every model as you drag.
    </p>
  ),
  moves: (state) => [setTo(state, 1 / 8), setTo(state, 1 / 2)],
}

/** Moves the slider to a share of its length. */
export function setTo({ attack }: Pick<AppState, 'attack'>, share: number): TourMove {
  const { norm } = attack.choice.settings
  const { max, step } = NORMS[norm].slider
  const epsilon = fromShown(Math.round((share * max) / step) * step, norm)
  return {
    label: `Set ε to ${sizeText(epsilon, norm)}`,
    perform: ({ setAttackSettings }) => setAttackSettings({ epsilon }),
  }
}
