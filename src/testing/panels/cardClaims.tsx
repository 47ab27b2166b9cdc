import { NEW_CLAIM } from '../../store/models/claims'
import { CardClaims } from '../../views/models/card/CardClaims'
import { ClaimForm } from '../../views/models/claims/ClaimForm'
import { FIXED_CLAIMS } from './fixedClaims'
import { NATURAL } from './fixedModels'
import { PanelFrame } from './PanelFrame'
import type { Panel } from './types'

const { id } = NATURAL

/** Of a model that was opened here; below it the form of a figure. */
export const cardClaimsPanel: Panel = {
  title: 'Published accuracies on a card',
  content: (
    <PanelFrame state={{ zoo: [{ id, manifestUrl: '', weightsUrl: '', logUrl: null, isMadeHere: true }] }}>
      <div className="is-card">
        <CardClaims manifest={{ ...NATURAL, claims: [...FIXED_CLAIMS] }} />
        <ClaimForm draft={NEW_CLAIM} isNew onDone={() => {}} onCancel={() => {}} />
      </div>
    </PanelFrame>
  ),
}
