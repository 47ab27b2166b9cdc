import { useState } from 'react'
import { countOf } from '../../../countOf'
import type { NormId } from '../../../engine/attacks/norms/descriptions'
import type { Claim } from '../../../engine/checkpoints/claims'
import { NORMS } from '../../../store/attacks/normUnits'
import { type Parsed, refuse } from '../../../store/fields/number'
import { CLAIM_BOUNDS, type ClaimDraft, type ClaimKind, claimFrom } from '../../../store/models/claims'
import { Choice } from '../../parts/Choice'
import { FieldGroup, useForgetDrafts, useGuardedStart } from '../../parts/fields/FieldGroup'
import { NumberField } from '../../parts/fields/NumberField'
import { TextField } from '../../parts/fields/TextField'

interface ClaimFormProps {
  readonly draft: ClaimDraft
  readonly isNew: boolean
  readonly onDone: (claim: Claim) => void
  readonly onCancel: () => void
}

const GROUP = 'claim'

const KINDS: readonly (readonly [ClaimKind, string])[] = [
  ['clean', 'without an attack'],
  ['attacked', 'under an attack'],
  ['verified', 'verified'],
]

const NORM_CHOICES = Object.entries(NORMS).map(([id, { name }]) => [id as NormId, name] as const)

/** One published figure. */
export function ClaimForm({ draft: begun, isNew, onDone, onCancel }: ClaimFormProps) {
  const [draft, setDraft] = useState(begun)
  const [problem, setProblem] = useState<string | null>(null)
  const guarded = useGuardedStart(GROUP)
  const forget = useForgetDrafts(GROUP)
  const { kind, by, norm, epsilon, percent, images, source } = draft
  const change = (part: Partial<ClaimDraft>) => {
    setDraft({ ...draft, ...part })
    setProblem(null)
  }
  const done = () => {
    try {
      onDone(claimFrom(draft))
      forget()
    } catch (error) {
      setProblem((error as Error).message)
    }
  }
  return (
    <FieldGroup name={GROUP} isApart>
      <div className="claim-form">
        <Choice label="Accuracy" value={kind} options={KINDS} onChange={(value) => change({ kind: value })} />
        {kind !== 'clean' && (
          <>
            <TextField
              name="by"
              label={kind === 'attacked' ? 'Attack' : 'Method'}
              text={by}
              parse={parseWords}
              write={(value) => value}
              onChange={(value) => change({ by: value })}
            />
            <Choice
              label="Norm"
              value={norm}
              options={NORM_CHOICES}
              onChange={(value) => change({ norm: value, epsilon: NORMS[value].usual })}
            />
            <NumberField
              label="ε"
              unit={NORMS[norm].suffix}
              min={0}
              isAbove
              max={NORMS[norm].largest}
              value={epsilon}
              onChange={(value) => change({ epsilon: value })}
            />
          </>
        )}
        <NumberField
          label="Share of images"
          unit="%"
          {...CLAIM_BOUNDS.percent}
          value={percent}
          onChange={(value) => change({ percent: value })}
        />
        <NumberField
          label="How many images"
          {...CLAIM_BOUNDS.images}
          value={images}
          onChange={(value) => change({ images: value })}
        />
        <TextField
          name="source"
          label="Where published"
          text={source}
          parse={parseWords}
          write={(value) => value}
          onChange={(value) => change({ source: value })}
        />
        {problem !== null && (
          <p className="error" role="alert">
            {problem}
          </p>
        )}
        <p className="claim-begin">
          <button type="button" className="button is-primary" onClick={() => guarded(done)}>
            {isNew ? 'Add this figure' : 'Change the figure'}
          </button>
          <button
            type="button"
            className="button"
            onClick={() => {
              forget()
              onCancel()
            }}
          >
            Cancel
          </button>
        </p>
      </div>
    </FieldGroup>
  )
}

const parseWords = (typed: string): Parsed<string> =>
  typed.length <= CLAIM_BOUNDS.characters
    ? { value: typed, problem: null }
    : refuse(`The field has ${countOf(typed.length, 'character')}; write at most ${CLAIM_BOUNDS.characters}.`)
