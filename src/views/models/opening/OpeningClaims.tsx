import type { FoundModel, ModelAnswers } from '../../../engine/checkpoints/found/types'
import { proposedClaims } from '../../../store/models/claims'
import { useActions } from '../../parts/appContext'
import { ClaimsField } from '../claims/ClaimsField'

interface OpeningClaimsProps {
  readonly found: FoundModel
  readonly answers: ModelAnswers
}

/** What was published of the model, to be checked in an evaluation. */
export function OpeningClaims({ found, answers }: OpeningClaimsProps) {
  const { answerOpening } = useActions()
  return (
    <section>
      <h3>Published accuracies</h3>
      <p className="hint">
        If a paper or the model’s authors give figures, an evaluation can hold them against its own. They are kept with
        the model, and can be added later on its card.
      </p>
      <ClaimsField
        claims={answers.claims}
        proposals={proposedClaims(found.published)}
        onChange={(claims) => answerOpening({ claims })}
      />
    </section>
  )
}
