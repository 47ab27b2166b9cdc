import { countOf } from '../../../countOf'
import type { Claim } from '../../../engine/checkpoints/claims'
import { claimBall, claimShare, claimTitle } from '../../parts/models/claimWords'

interface ClaimsTableProps {
  readonly claims: readonly Claim[]
  /** Missing where they can not be changed. */
  readonly onEdit?: (place: number) => void
  readonly onRemove?: (place: number) => void
}

/** The published accuracies of a model, each with where it was published. */
export function ClaimsTable({ claims, onEdit, onRemove }: ClaimsTableProps) {
  return (
    <ul className="claims">
      {claims.map((claim, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two figures may be the same in all but their place
        <li key={place}>
          <span className="claim-figure">
            <strong>{claimShare(claim)}</strong> {claimTitle(claim)}
            {claim.kind !== 'clean' && <span className="muted"> ({claimBall(claim)})</span>}
          </span>
          <span className="muted claim-source">
            of {countOf(claim.images, 'image')}; {claim.source}
          </span>
          {onEdit && onRemove && (
            <span className="claim-actions">
              <button type="button" className="link" onClick={() => onEdit(place)}>
                Edit<span className="visually-hidden"> {claimTitle(claim)}</span>
              </button>
              <button type="button" className="link" onClick={() => onRemove(place)}>
                Remove<span className="visually-hidden"> {claimTitle(claim)}</span>
              </button>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
