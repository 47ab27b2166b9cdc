import { useState } from 'react'
import { TERM_GROUPS } from '../../glossary/glossary'
import type { Term } from '../../glossary/types'
import { TermEntry } from '../parts/help/TermEntry'

/** Every term, by kind; a few letters leave those that have them. */
export function GlossaryView() {
  const [typed, setTyped] = useState('')
  const groups = TERM_GROUPS.map(({ title, terms }) => ({ title, terms: terms.filter((term) => has(term, typed)) }))
  const found = groups.filter(({ terms }) => terms.length > 0)
  return (
    <article className="article" data-testid="glossary">
      <header className="article-head">
        <h2>Glossary</h2>
        <p className="muted">
          Images x have pixels in [0, 1]; z are a model’s logits, and y is the label, for which the loss L is computed.
        </p>
        <label className="search">
          <span>Find a term</span>
          <input
            type="search"
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
      </header>
      {found.length === 0 && <p role="status">No term has “{typed}” in it; try fewer letters.</p>}
      {found.map(({ title, terms }) => (
        <section key={title}>
          <h3>{title}</h3>
          <dl className="terms">
            {terms.map((term) => (
              <TermEntry key={term.id} term={term} />
            ))}
          </dl>
        </section>
      ))}
    </article>
  )
}

function has({ name, alsoCalled = [], help }: Term, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  return [name, ...alsoCalled, help].some((text) => text.toLowerCase().includes(wanted))
}
