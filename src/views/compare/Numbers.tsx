import { Fragment, type ReactNode } from 'react'

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
      {note && <span className="muted">{typeof note === 'string' ? <NoteParts note={note} /> : note}</span>}
    </p>
  )
}

/** What dots part stands on lines of its own where there is no room for one line. */
function NoteParts({ note }: { readonly note: string }) {
  const [first = '', ...others] = note.split(' · ')
  return (
    <>
      {first}
      {others.map((part) => (
        <Fragment key={part}>
          <span className="note-dot"> · </span>
          <span className="note-part">{part}</span>
        </Fragment>
      ))}
    </>
  )
}
