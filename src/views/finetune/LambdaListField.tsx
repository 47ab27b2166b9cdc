import { useState } from 'react'
import { FINETUNE_LIMITS } from '../../store/finetuneForm'
import { readLambdas } from './lambdaList'

interface LambdaListFieldProps {
  readonly lambdas: readonly number[]
  readonly onChange: (lambdas: readonly number[]) => void
  /** Told whether what is typed can not be read. */
  readonly onProblem: (isWrong: boolean) => void
}

/** Lambdas, typed as a list; it is taken once it can be read. */
export function LambdaListField({ lambdas, onChange, onProblem }: LambdaListFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const problem = draft === null ? null : problemOf(draft)
  return (
    <label className="field is-list">
      <span>λ</span>
      <input
        type="text"
        inputMode="decimal"
        value={draft ?? lambdas.join(', ')}
        aria-invalid={problem !== null}
        data-testid="lambdas"
        onChange={({ target }) => {
          setDraft(target.value)
          const read = readLambdas(target.value, FINETUNE_LIMITS.lambda)
          onProblem(typeof read === 'string')
          if (typeof read !== 'string') onChange(read)
        }}
        onBlur={() => {
          setDraft(null)
          onProblem(false)
        }}
      />
      {problem !== null && <span className="field-error">{problem}</span>}
    </label>
  )
}

function problemOf(text: string): string | null {
  const read = readLambdas(text, FINETUNE_LIMITS.lambda)
  return typeof read === 'string' ? read : null
}
