import { keepWorst } from './mends'
import type { Indicator } from './types'

/** Silent success (Pintor et al. 2022, I3): the attack had fooled the model and went on to an image that does not. */
export const fooledOnTheWay: Indicator = {
  id: 'fooled-on-the-way',
  name: 'Fooled on the way, but not in the end',
  remedy:
    'The attack found what it was looking for and lost it again: let the worst iterate count instead of the last.',
  sign: () => 'an earlier iterate of the attack fools the model',
  mends: keepWorst,
  find: (own) => own.robustWhere((result) => result.fooledOnTheWay),
}
