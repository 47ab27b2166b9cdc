/** @file What the page tells in passing, such as "Link copied.": seen for a moment and spoken once. */
import { createStore } from 'zustand/vanilla'

interface Told {
  readonly text: string
  /** Counts, so that the same sentence is told again. */
  readonly turn: number
}

export const announcer = createStore<Told>(() => ({ text: '', turn: 0 }))

/** Long enough to be read, at four words a second. */
const shownMs = (text: string): number => Math.min(20_000, 4000 + 40 * text.length)
let timer: ReturnType<typeof setTimeout> | undefined

export function announce(text: string): void {
  clearTimeout(timer)
  announcer.setState(({ turn }) => ({ text, turn: turn + 1 }))
  timer = setTimeout(() => announcer.setState({ text: '' }), shownMs(text))
}
