import { OUTCOMES, type Outcome } from '../../outcomes/outcome'
import { attackedRow } from '../../views/compare/rows/attackedRow'
import { comparisonOf } from './fixedComparison'
import { NATURAL } from './fixedModels'
import { PanelFrame } from './PanelFrame'
import type { Panel } from './types'

export const ALL_OUTCOMES = Object.keys(OUTCOMES) as Outcome[]

const states = await Promise.all(
  ALL_OUTCOMES.map((verdict) => comparisonOf([{ manifest: NATURAL, verdict, strength: 0.01, edge: 0.5 }])),
)

/** A cell for each way in which an attack can end. */
export const outcomesPanel: Panel = {
  title: 'How an attack ends',
  content: states.map((state, place) => (
    <PanelFrame key={ALL_OUTCOMES[place]} state={state}>
      <div className="matrix-cell">
        <attackedRow.Cell modelId={NATURAL.id} />
      </div>
    </PanelFrame>
  )),
}
