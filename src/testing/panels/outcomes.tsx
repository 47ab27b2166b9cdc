import { OUTCOMES, type Outcome } from '../../outcomes/outcome'
import { attackedRow } from '../../views/compare/rows/attackedRow'
import { comparisonOf } from './fixedComparison'
import { NATURAL } from './fixedModels'
import { PanelFrame } from './PanelFrame'
import type { Panel } from './types'

export const ALL_OUTCOMES = Object.keys(OUTCOMES) as Outcome[]

const state = await comparisonOf(
  ALL_OUTCOMES.map((verdict) => ({ manifest: { ...NATURAL, id: verdict }, verdict, size: 0.01, edge: 0.5 })),
)

/** A cell for each way in which an attack can end. */
export const outcomesPanel: Panel = {
  title: 'How an attack ends',
  content: (
    <PanelFrame state={state}>
      {ALL_OUTCOMES.map((verdict) => (
        <div key={verdict} className="matrix-cell" data-outcome={verdict}>
          <attackedRow.Cell modelId={verdict} />
        </div>
      ))}
    </PanelFrame>
  ),
}
