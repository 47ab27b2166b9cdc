import { countOf } from '../../../countOf'
import { demandedRow } from '../maps/demandedRow'

export const universalPerturbationRow = demandedRow('universalPerturbation', ({ fooled, right, images }) => [
  {
    id: 'universalPerturbation_fooled',
    symbol: 'fooled',
    text: `${fooled} of ${right}`,
    title: `It fools ${fooled} of ${countOf(right, 'image')} of the gallery on which the model is right without it, of ${images} with a class of the model`,
    value: fooled,
    unit: null,
  },
])
