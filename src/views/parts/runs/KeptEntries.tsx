import { useShallow } from 'zustand/react/shallow'
import type { KeptEntry, KeptKind } from '../../../store/runs/kept'
import { RUN_KINDS } from '../../../store/runs/runKinds'
import type { AppState } from '../../../store/types'
import { useActions, useApp } from '../appContext'
import { megabytes } from '../format'
import { DeleteButton } from './DeleteButton'
import { type EntryWords, entriesWords, statusWords } from './keptWords'

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
  if (entries.length === 0 && problem === null) return null
  return (
    <section className="kept" data-testid={`kept-${kinds[0]}`}>
      <h3>{title}</h3>
      <Space />
      {problem !== null && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
      <ul>
        {entriesWords(entries, { attacks, offered }).map((words) => (
          <Entry key={`${words.entry.kind} ${words.entry.id}`} words={words} />
        ))}
      </ul>
    </section>
  )
}

function Space() {
  const bytes = useApp((state) => state.kept.entries.reduce((sum, entry) => sum + entry.bytes, 0))
  const quota = useApp((state) => state.kept.quota)
  return (
    <p className="note" data-testid="kept-space">
      Kept in this browser until you delete them. All runs and models together take {megabytes(bytes)}
      {quota !== null && ` of about ${gigabytes(quota)} that the browser allows`}.
    </p>
  )
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`

function Entry({ words: { entry, title, topic, when, name } }: { readonly words: EntryWords }) {
  const { kind, id, dataSet, status, bytes, problem } = entry
  const { openKept, deleteKept } = useActions()
  const shown = useApp((state) => shownAs(state, entry))
  const facts = [topic, dataSet, when, megabytes(bytes)].filter(Boolean)
  return (
    <li className="kept-entry" data-testid={`kept-${id}`} aria-current={shown !== null}>
      <p className="kept-name">
        <strong>{title}</strong>
        <span className="muted"> {shown ?? (status === null ? '' : statusWords(status))}</span>
      </p>
      <p className="kept-facts muted">{facts.join(' · ')}</p>
      {problem !== null && <p className="error">{problem}</p>}
      <p className="kept-actions">
        {shown === null && (
          <button type="button" className="button" onClick={() => void openKept(kind, id)}>
            {kind === 'model' ? 'Show in a column' : 'Open'}
            <span className="visually-hidden"> {name}</span>
          </button>
        )}
        <DeleteButton name={name} onDelete={() => void deleteKept(kind, id)} />
      </p>
    </li>
  )
}

/** How the page shows it now, or null where it does not. */
function shownAs(state: AppState, { kind, id }: KeptEntry): string | null {
  if (kind === 'model') return state.models.some((model) => model.id === id) ? 'In a column' : null
  return RUN_KINDS[kind].state(state).run?.id === id ? 'Shown here' : null
}
