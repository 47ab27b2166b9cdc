import { useState } from 'react'
import type { KeptEntry, KeptKind } from '../../store/runs/kept'
import { useActions, useApp } from '../parts/appContext'
import { KeptItem } from '../parts/runs/KeptItem'
import { KeptSpace } from '../parts/runs/KeptSpace'
import { type EntryWords, entriesWords } from '../parts/runs/keptWords'

/** The view that shows work of each kind. */
const VIEW_OF: Readonly<Record<KeptKind, string>> = {
  evaluation: 'evaluation',
  statistics: 'statistics',
  training: 'training',
  sweep: 'training',
  model: 'compare',
}

const ORDERS = {
  newest: { title: 'newest first', compare: (one, other) => other.entry.date.localeCompare(one.entry.date) },
  largest: { title: 'largest first', compare: (one, other) => other.entry.bytes - one.entry.bytes },
  name: { title: 'by name', compare: (one, other) => one.title.localeCompare(other.title) },
} as const satisfies Readonly<
  Record<string, { readonly title: string; readonly compare: (one: EntryWords, other: EntryWords) => number }>
>

/** All runs and models that the browser keeps, in an order of one's choice, and the storage that they take. */
export function KeptBody() {
  const { entries, problem } = useApp((state) => state.kept)
  const attacks = useApp((state) => state.evaluation.attacks)
  const offered = useApp((state) => state.training.offered)
  const { closeDialog, openView } = useActions()
  const [order, setOrder] = useState<keyof typeof ORDERS>('newest')
  const all = entriesWords(entries, { attacks, offered }).toSorted(ORDERS[order].compare)

  function show({ kind }: KeptEntry): void {
    closeDialog()
    openView(VIEW_OF[kind])
  }

  return (
    <>
      <KeptSpace />
      {problem !== null && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
      {all.length === 0 ? (
        <p className="muted">
          Nothing yet: evaluations, trainings and the models that you train or open are listed here.
        </p>
      ) : (
        <section className="kept">
          <label className="field">
            <span>Order</span>
            <select value={order} onChange={(event) => setOrder(event.target.value as keyof typeof ORDERS)}>
              {Object.entries(ORDERS).map(([id, { title }]) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          </label>
          <ul>
            {all.map((words) => (
              <KeptItem key={`${words.entry.kind} ${words.entry.id}`} words={words} onOpen={show} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
