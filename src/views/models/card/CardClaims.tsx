import { useState } from 'react'
import type { Claim } from '../../../engine/checkpoints/claims'
import type { Manifest } from '../../../engine/checkpoints/manifest'
import { proposedClaims } from '../../../store/models/claims'
import { useActions, useApp } from '../../parts/appContext'
import { ClaimsField } from '../claims/ClaimsField'
import { ClaimsTable } from '../claims/ClaimsTable'

/** What others have published of a model's accuracy; of a model that was opened here, to be added to. */
export function CardClaims({ manifest: { id, claims = [], opened, training } }: { readonly manifest: Manifest }) {
  const isOwn = useApp((state) => state.zoo.some((model) => model.id === id && model.isMadeHere))
  const { changeClaims } = useActions()
  const [problem, setProblem] = useState<string | null>(null)
  if (!isOwn && claims.length === 0) return null
  const change = (changed: readonly Claim[]) =>
    changeClaims(id, changed).then(
      () => setProblem(null),
      (error: Error) => setProblem(error.message),
    )
  return (
    <section data-testid="card-claims">
      <h3>Published accuracies</h3>
      <p className="muted">Figures of a paper or of the model’s authors. An evaluation holds them against its own.</p>
      {isOwn ? (
        <ClaimsField
          claims={claims}
          // What the checkpoint carried is not of what was trained on from it.
          proposals={training.startedFrom === null ? proposedClaims(opened?.published) : []}
          onChange={(changed) => void change(changed)}
        />
      ) : (
        <ClaimsTable claims={claims} />
      )}
      {problem !== null && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
    </section>
  )
}
