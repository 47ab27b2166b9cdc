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
      {typeof note === 'string' ? <NoteParts note={note} /> : note && <span className="muted">{note}</span>}
    </p>
  )
}

/** What dots part stands on lines of its own where there is no room for one line; with less still, of how many is left out. */
function NoteParts({ note }: { readonly note: string }) {
  return (
    <span className="muted note-parts">
      {note.split(' · ').map((part, place) => {
        const [what, ofHowMany] = part.split(/(?= of )/)
        return (
          <Fragment key={part}>
            {place > 0 && <span className="note-dot"> · </span>}
            <span className="note-part">
              {what}
              {ofHowMany && <span className="note-of">{ofHowMany}</span>}
            </span>
          </Fragment>
        )
      })}
    </span>
  )
}
