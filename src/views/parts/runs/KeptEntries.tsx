import { useShallow } from 'zustand/react/shallow'
import type { KeptKind } from '../../../store/runs/kept'
import { useActions, useApp } from '../appContext'
import { KeptItem } from './KeptItem'
import { KeptSpace } from './KeptSpace'
import { entriesWords } from './keptWords'

interface KeptEntriesProps {
  readonly title: string
  readonly kinds: readonly KeptKind[]
}

/** Runs or models that the browser keeps, to be reopened or deleted. */
export function KeptEntries({ title, kinds }: KeptEntriesProps) {
  const entries = useApp(useShallow((state) => state.kept.entries.filter(({ kind }) => kinds.includes(kind))))
  const problem = useApp((state) => state.kept.problem)
  const attacks = useApp((state) => state.evaluation.attacks)
  const offered = useApp((state) => state.training.offered)
  const others = useApp((state) => state.kept.entries.length) > entries.length
  const { openDialog } = useActions()
  if (entries.length === 0 && problem === null) return null
  return (
    <section className="kept" data-testid={`kept-${kinds[0]}`}>
      <h3>{title}</h3>
      <KeptSpace />
      {problem !== null && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
      <ul>
        {entriesWords(entries, { attacks, offered }).map((words) => (
          <KeptItem key={`${words.entry.kind} ${words.entry.id}`} words={words} />
        ))}
      </ul>
      {others && (
        <p>
          <button type="button" className="link" onClick={() => openDialog('kept')}>
            All runs and models that are kept
          </button>
        </p>
      )}
    </section>
  )
}
