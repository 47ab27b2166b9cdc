import { gradientScalar } from '../../../store/compare/gradientScalars'
import { threeDigits } from '../../parts/format'
import { demandedRow } from '../maps/demandedRow'

export const integratedGradientsRow = demandedRow('integratedGradients', ({ sum, rise, gradientOf }) => [
  {
    id: 'integratedGradients_sum',
    symbol: 'Σ',
    text: threeDigits(sum),
    title: `The sum of this map, which should be the rise of ${gradientScalar(gradientOf).name} from a black image to this one`,
    value: sum,
    unit: null,
    note: `rise from black ${threeDigits(rise)}`,
  },
])
