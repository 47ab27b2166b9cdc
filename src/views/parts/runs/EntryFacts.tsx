import { Fragment } from 'react'
import type { EntryWords } from './keptWords'

interface EntryFactsProps {
  readonly words: EntryWords
  /** What follows, such as "1.2 MB". */
  readonly size?: string
}

/** What tells kept work from other work, on a line or several; a date stays in one piece. */
export function EntryFacts({ words: { entry, topic, when }, size }: EntryFactsProps) {
  const before = [topic, entry.dataSet].filter(Boolean)
  return (
    <>
      {before.map((fact) => (
        <Fragment key={fact}>{fact} · </Fragment>
      ))}
      {when !== '' && (
        <>
          <time className="unbroken" dateTime={entry.date}>
            {when}
          </time>
          {size !== undefined && ' · '}
        </>
      )}
      {size !== undefined && <span className="unbroken">{size}</span>}
    </>
  )
}
