import { useEffect, useRef } from 'react'
import type { KeptEntry } from '../../../store/runs/kept'
import { KeptItem } from './KeptItem'
import type { EntryWords } from './keptWords'

interface KeptListProps {
  readonly all: readonly EntryWords[]
  /** Once one is shown. */
  readonly onOpen?: (entry: KeptEntry) => void
}

/** Kept runs and models. Where the one with the focus is deleted, the focus goes to the next, or to the last. */
export function KeptList({ all, onOpen }: KeptListProps) {
  const list = useRef<HTMLUListElement>(null)
  const place = useRef(-1)
  // After every change: what was removed leaves the focus to the page, or to the dialog around it.
  useEffect(() => {
    const items = list.current?.children
    if (place.current < 0 || items === undefined || !isNowhere(document.activeElement)) return
    items[Math.min(place.current, items.length - 1)]?.querySelector('button')?.focus()
  })
  return (
    <ul
      ref={list}
      onFocus={({ target, currentTarget }) => {
        place.current = [...currentTarget.children].findIndex((item) => item.contains(target))
      }}
      onBlur={({ relatedTarget, currentTarget }) => {
        if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) place.current = -1
      }}
    >
      {all.map((words) => (
        <KeptItem key={`${words.entry.kind} ${words.entry.id}`} words={words} {...(onOpen && { onOpen })} />
      ))}
    </ul>
  )
}

const isNowhere = (element: Element | null): boolean =>
  element === document.body || element instanceof HTMLDialogElement
