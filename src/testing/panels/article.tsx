import type { AppState } from '../../store/types'
import type { WhyResults } from '../../store/why/why'
import { eps255 } from '../../units'
import { CertaintyFigure } from '../../views/why/figures/CertaintyFigure'
import { ClaimRows } from '../../views/why/figures/ClaimRows'
import { GrowthFigure } from '../../views/why/figures/GrowthFigure'
import { ReachedTable } from '../../views/why/figures/ReachedTable'
import { fixedComparison } from './fixedComparison'
import { PanelFrame } from './PanelFrame'
import type { Panel } from './types'

/** @param l1 of the loss's gradient; the loss rises as the gradient foretells, up to `most` */
function resultsOf(l1: number, most: number): WhyResults {
  return {
    growth: {
      l1,
      points: [0, 1, 2, 4, 8].map((epsilon) => {
        const firstOrder = (epsilon / 255) * l1
        return { epsilon: eps255(epsilon), firstOrder, measured: most * (1 - Math.exp(-firstOrder / most)) }
      }),
    },
    certainty: Array.from({ length: 12 }, (_, place) => {
      const loss = 10 ** (place / 4 - 3)
      return { id: `image ${place}`, loss, lossL1: l1 * loss ** 0.8, marginL1: l1 * (1 + (place % 3)) }
    }),
    reached: {
      epsilon: eps255(8),
      attacks: [
        { name: 'PGD', followsGradient: true, loss: most, verdict: most > 2 ? 'fooled' : 'robust' },
        { name: 'Square', followsGradient: false, loss: most / 2, verdict: most > 4 ? 'fooled' : 'robust' },
      ],
    },
  }
}

const NUMBERS: readonly (readonly [l1: number, most: number])[] = [
  [300, 6],
  [12, 0.5],
  [30, 1.5],
]

const computed = <Value,>(value: Value) => ({ value, progress: null, error: null })

const why = Object.fromEntries(
  (fixedComparison.models ?? []).map(({ id }, place) => {
    const [l1 = 0, most = 0] = NUMBERS[place] ?? []
    const { growth, certainty, reached } = resultsOf(l1, most)
    return [id, { growth: computed(growth), certainty: computed(certainty), reached: computed(reached) }]
  }),
) as AppState['why']

export const articlePanel: Panel = {
  title: 'Figures of the article',
  content: (
    <PanelFrame state={{ ...fixedComparison, why }}>
      <GrowthFigure />
      <CertaintyFigure />
      <ReachedTable />
      <ClaimRows of="edges" />
    </PanelFrame>
  ),
}
