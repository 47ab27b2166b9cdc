/** @file The browser's address and history, as far as the page uses them; tests have one of their own. */

import { onLeaving } from '../onLeaving'

export interface BrowserHistory {
  readonly href: () => string
  /** The address of the entry before, where this page made the one that is shown; else null. */
  readonly previous: () => string | null
  /** Makes an entry. */
  readonly push: (href: string) => void
  /** Changes the address of the entry that is shown. */
  readonly replace: (href: string) => void
  readonly back: () => void
  /** Calls when Back or Forward have shown another entry. */
  readonly onShown: (listener: () => void) => void
  /** Calls when the page may be about to go. */
  readonly onLeft: (listener: () => void) => void
}

interface EntryState {
  readonly previous: string
}

export const windowHistory = (page: Window): BrowserHistory => ({
  href: () => page.location.href,
  previous: () => (page.history.state as EntryState | null)?.previous ?? null,
  push: (href) => page.history.pushState({ previous: page.location.href } satisfies EntryState, '', href),
  replace: (href) => page.history.replaceState(page.history.state, '', href),
  back: () => page.history.back(),
  onShown: (listener) => page.addEventListener('popstate', listener),
  onLeft: onLeaving,
})

/** For a page without a window. */
export function memoryHistory(first = 'http://localhost/') {
  let entries: { href: string; readonly previous: string | null }[] = [{ href: first, previous: null }]
  let at = 0
  const listeners: (() => void)[] = []
  const entry = () => entries[at] as { href: string; readonly previous: string | null }
  const go = (by: -1 | 1) => {
    if (entries[at + by] === undefined) return
    at += by
    for (const listener of listeners) listener()
  }
  return {
    href: () => entry().href,
    previous: () => entry().previous,
    push(href: string) {
      entries = [...entries.slice(0, at + 1), { href, previous: entry().href }]
      at++
    },
    replace(href: string) {
      entry().href = href
    },
    back: () => go(-1),
    forward: () => go(1),
    onShown: (listener: () => void) => void listeners.push(listener),
    onLeft: () => {},
    /** The addresses of all entries, without what they have in common. */
    all: () => entries.map(({ href }) => new URL(href).search),
  } satisfies BrowserHistory & Record<string, unknown>
}
