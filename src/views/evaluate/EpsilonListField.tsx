import { useId, useState } from 'react'
import type { NormId } from '../../engine/attacks/norms/types'
import { epsilonsText, parseEpsilons } from '../../store/epsilonList'
import { NORM_UNITS } from '../../store/normUnits'
import type { Eps01 } from '../../units'

interface EpsilonListFieldProps {
  readonly norm: NormId
  readonly epsilons: readonly Eps01[]
  readonly onChange: (epsilons: readonly Eps01[]) => void
}

/** Sizes typed as a list; it is taken once all of it is valid, and until then says what is wrong. */
export function EpsilonListField({ norm, epsilons, onChange }: EpsilonListFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const id = useId()
  const { suffix } = NORM_UNITS[norm]
  const problem = draft === null ? null : parseEpsilons(draft, norm).problem
  return (
    <div className="field is-wide">
      <label htmlFor={id}>Sizes ε{suffix && <span className="muted">, {suffix}</span>}</label>
      <input
        id={id}
        type="text"
        inputMode="text"
        autoComplete="off"
        spellCheck={false}
        value={draft ?? epsilonsText(epsilons, norm)}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        data-testid="epsilons"
        onChange={(event) => {
          setDraft(event.target.value)
          const parsed = parseEpsilons(event.target.value, norm)
          if (parsed.epsilons !== null) onChange(parsed.epsilons)
        }}
        onBlur={() => setDraft(null)}
      />
      {problem !== null && (
        <span className="field-error" id={`${id}-problem`}>
          {problem}
        </span>
      )}
    </div>
  )
}
