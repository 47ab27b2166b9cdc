import type { Term } from '../../../glossary/types'
import { WORKS } from '../../../glossary/works'
import { MathFormula } from './MathFormula'

interface TermEntryProps {
  readonly term: Term
  /** How the page writes it here, if not by its own name. */
  readonly calledHere?: string
}

/** A term with its sentence, its formula and its source. */
export function TermEntry({ term, calledHere = term.name }: TermEntryProps) {
  const { id, help, source } = term
  return (
    <div className="term-entry">
      <dt>{calledHere}</dt>
      <dd>
        {help}
        <MathFormula termId={id} />
        {source && (
          <span className="term-source">
            <a href={WORKS[source.work].url} target="_blank" rel="noreferrer" title={WORKS[source.work].title}>
              {WORKS[source.work].cite}
            </a>
            {source.where && `, ${source.where}`}
          </span>
        )}
      </dd>
    </div>
  )
}
