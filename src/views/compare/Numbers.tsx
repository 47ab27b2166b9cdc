import type { ReactNode } from 'react'

interface NumberLineProps {
  readonly symbol: ReactNode
  readonly text: string
  readonly title: string
  readonly testId: string
  /** The value in full, for tests and for copying. */
  readonly value: number | string
}

export function NumberLine({ symbol, text, title, testId, value }: NumberLineProps) {
  return (
    <p className="number" title={title}>
      <span className="symbol">{symbol}</span>
      <data value={value} data-testid={testId}>
        {text}
      </data>
    </p>
  )
}
