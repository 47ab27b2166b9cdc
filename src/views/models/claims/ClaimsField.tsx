import { useState } from 'react'
import type { Claim } from '../../../engine/checkpoints/claims'
import { CLAIM_BOUNDS, type ClaimDraft, draftOf, isTaken, NEW_CLAIM } from '../../../store/models/claims'
import { ClaimForm } from './ClaimForm'
import { ClaimsTable } from './ClaimsTable'

interface ClaimsFieldProps {
  readonly claims: readonly Claim[]
  /** What the checkpoint carried, to be confirmed. */
  readonly proposals: readonly ClaimDraft[]
  readonly onChange: (claims: readonly Claim[]) => void
}

/** A figure that is being written; `place` is that of the figure that it replaces. */
interface Writing {
  readonly draft: ClaimDraft
  readonly place: number | null
}

/** The accuracies that were published of a model, and a form for more. */
export function ClaimsField({ claims, proposals, onChange }: ClaimsFieldProps) {
  const [writing, setWriting] = useState<Writing | null>(null)
  const open = proposals.filter((draft) => !isTaken(draft, claims))
  const begin = (draft: ClaimDraft, place: number | null = null) => setWriting({ draft, place })
  return (
    <>
      {claims.length > 0 && (
        <ClaimsTable
          claims={claims}
          onEdit={(place) => begin(draftOf(claims[place] as Claim), place)}
          onRemove={(place) => {
            setWriting(null)
            onChange(claims.filter((_, other) => other !== place))
          }}
        />
      )}
      {writing === null ? (
        <p className="claim-begin">
          {open.map((draft) => (
            <button key={draft.source} type="button" className="button" onClick={() => begin(draft)}>
              {proposalWords(draft)}
            </button>
          ))}
          {claims.length < CLAIM_BOUNDS.most && (
            <button type="button" className="button" onClick={() => begin(NEW_CLAIM)}>
              Add a figure
            </button>
          )}
        </p>
      ) : (
        <ClaimForm
          key={`${writing.place} ${writing.draft.source}`}
          draft={writing.draft}
          isNew={writing.place === null}
          onDone={(claim) => {
            const { place } = writing
            onChange(place === null ? [...claims, claim] : claims.map((old, other) => (other === place ? claim : old)))
            setWriting(null)
          }}
          onCancel={() => setWriting(null)}
        />
      )}
    </>
  )
}

/** "Confirm 69.25 % (the checkpoint’s test_acc)". */
const proposalWords = ({ percent, source }: ClaimDraft): string => `Confirm ${Number(percent.toFixed(2))} % (${source})`
