import { countOf } from '../../../countOf'
import { demandedRow } from '../maps/demandedRow'

export const universalPerturbationRow = demandedRow('universalPerturbation', ({ fooled, right, images }) => [
  {
    id: 'universalPerturbation_fooled',
    symbol: 'fooled',
    text: `${fooled} of ${right}`,
    title: `Of ${countOf(images, 'image')} of the gallery, ${right} are right without it, and it fools ${fooled} of these`,
    value: fooled,
    unit: null,
  },
])
