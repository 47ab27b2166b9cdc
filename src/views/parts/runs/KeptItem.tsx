import { useState } from 'react'
import type { KeptEntry } from '../../../store/runs/kept'
import { RUN_KINDS } from '../../../store/runs/runKinds'
import type { AppState } from '../../../store/types'
import { useActions, useApp } from '../appContext'
import { download } from '../download'
import { megabytes } from '../format'
import { DeleteButton } from './DeleteButton'
import { EntryFacts } from './EntryFacts'
import { type EntryWords, statusWords } from './keptWords'

interface KeptItemProps {
  readonly words: EntryWords
  /** Once it is shown. */
  readonly onOpen?: (entry: KeptEntry) => void
}

/** A kept run or model: opened again, exported or deleted. */
export function KeptItem({ words, onOpen }: KeptItemProps) {
  const { entry, title, name } = words
  const { kind, id, status, bytes, problem } = entry
  const { openKept, deleteKept, exportKept } = useActions()
  const [exportProblem, setExportProblem] = useState<string | null>(null)
  const shown = useApp((state) => shownAs(state, entry))
  const open = () => openKept(kind, id).then(() => onOpen?.(entry))
  const save = () =>
    exportKept(kind, id).then(
      (file) => {
        setExportProblem(null)
        if (file !== null) download(file.name, file.blob)
      },
      (error: Error) => setExportProblem(error.message),
    )
  return (
    <li className="kept-entry" data-testid={`kept-${id}`} aria-current={shown !== null}>
      <p className="kept-name">
        <strong>{title}</strong>
        <span className="muted"> {shown ?? (status === null ? '' : statusWords(status))}</span>
      </p>
      <p className="kept-facts muted">
        <EntryFacts words={words} size={megabytes(bytes)} />
      </p>
      {problem !== null && <p className="error">{problem}</p>}
      {exportProblem !== null && (
        <p className="error" role="alert">
          {exportProblem}
        </p>
      )}
      <p className="kept-actions">
        {shown === null && (
          <button type="button" className="button" onClick={() => void open()}>
            {kind === 'model' ? 'Show in a column' : 'Open'}
            <span className="visually-hidden"> {name}</span>
          </button>
        )}
        <button type="button" className="button" onClick={() => void save()}>
          Export<span className="visually-hidden"> {name}</span>
        </button>
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
