import { termNamed } from '../../../glossary/glossary'
import { useActions } from '../appContext'
import { TermEntry } from './TermEntry'
import type { Explained } from './types'

interface HelpContentProps {
  readonly items: readonly Explained[]
  readonly onLeave: () => void
}

/** What the terms mean, each once, and the way to all others. */
export function HelpContent({ items, onLeave }: HelpContentProps) {
  const { openView } = useActions()
  const names = new Set<string>()
  const isNew = (name: string) => !names.has(name) && names.add(name)
  return (
    <>
      <dl className="terms">
        {items.map((item) => {
          const { name, help } = typeof item === 'string' ? { name: item, help: undefined } : item
          if (help !== undefined) {
            return (
              isNew(name) && (
                <div key={name} className="term-entry">
                  <dt>{name}</dt>
                  <dd>{help}</dd>
                </div>
              )
            )
          }
          const term = termNamed(name)
          return term && isNew(term.id) && <TermEntry key={term.id} term={term} calledHere={name} />
        })}
      </dl>
      <p className="term-more">
        <button
          type="button"
          className="link"
          onClick={() => {
            onLeave()
            openView('glossary')
          }}
        >
          All terms
        </button>
      </p>
    </>
  )
}
