import type { ReactNode } from 'react'
import { Unbroken } from '../parts/Unbroken'

interface NumberLineProps {
  readonly symbol: ReactNode
  readonly text: string
  readonly title: string
  readonly testId: string
  /** The value in full, for tests and for copying. */
  readonly value: number | string
  /** What to compare the value with. */
  readonly note?: ReactNode
}

export function NumberLine({ symbol, text, title, testId, value, note }: NumberLineProps) {
  return (
    <p className="number" title={title}>
      <span className="symbol">{symbol}</span>
      <data value={value} data-testid={testId}>
        {text}
      </data>
      {note && <span className="muted">{typeof note === 'string' ? <Unbroken>{note}</Unbroken> : note}</span>}
    </p>
  )
}
