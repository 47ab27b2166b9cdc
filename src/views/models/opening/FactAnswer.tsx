import type { ReactNode } from 'react'
import type { Fact } from '../../../engine/checkpoints/found/types'

interface FactAnswerProps<Value> {
  readonly fact: Fact<Value>
  readonly value: Value
  readonly children: ReactNode
}

/** Fields whose value was found or assumed, or is the person's. */
export const FactAnswer = <Value,>({ fact, value, children }: FactAnswerProps<Value>) => (
  <Answer basis={fact.basis} source={fact.source} isChanged={JSON.stringify(fact.value) !== JSON.stringify(value)}>
    {children}
  </Answer>
)

interface AnswerProps {
  readonly basis: Fact<unknown>['basis']
  readonly source: string
  readonly isChanged: boolean
  readonly children: ReactNode
}

/** A field with how its value is known. */
export function Answer({ basis, source, isChanged, children }: AnswerProps) {
  return (
    <div className="opening-answer">
      {children}
      <p className="hint">
        <span className={`basis is-${isChanged ? 'said' : basis}`}>{isChanged ? 'yours' : basis}</span>{' '}
        {isChanged ? 'You changed it.' : source}
      </p>
    </div>
  )
}
