import { type FocusEvent, type KeyboardEvent, useState } from 'react'

type Key = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End'

/** The rectangle of a child, as far as its place in the grid is told by it. */
export interface PlacedChild {
  readonly left: number
  readonly top: number
}

/** The child to go to from one of them, as they are laid out in rows; itself at an end. */
export function nextInGrid(places: readonly PlacedChild[], from: number, key: Key): number {
  const last = places.length - 1
  if (key === 'Home') return 0
  if (key === 'End') return last
  if (key === 'ArrowLeft') return Math.max(0, from - 1)
  if (key === 'ArrowRight') return Math.min(last, from + 1)
  const here = places[from]
  const isDown = key === 'ArrowDown'
  const beyond = places.flatMap((place, index) =>
    here !== undefined && place.left === here.left && (isDown ? place.top > here.top : place.top < here.top)
      ? [index]
      : [],
  )
  return (isDown ? beyond[0] : beyond.at(-1)) ?? from
}

const KEYS: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']

/**
 * Makes the children of an element one stop of the keyboard.
 *
 * @param chosen index of the child that is chosen, where the stop is at first; -1 if none is
 */
export function useRovingFocus(chosen: number) {
  const [focused, setFocused] = useState<number | null>(null)
  const childrenOf = (element: HTMLElement) => [...element.children] as HTMLElement[]
  return {
    stop: focused ?? Math.max(0, chosen),
    onFocus(event: FocusEvent<HTMLElement>) {
      setFocused(childrenOf(event.currentTarget).indexOf(event.target as HTMLElement))
    },
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      const children = childrenOf(event.currentTarget)
      const from = children.indexOf(event.target as HTMLElement)
      if (from < 0 || !KEYS.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      const places = children.map((child) => child.getBoundingClientRect())
      children[nextInGrid(places, from, event.key as Key)]?.focus()
    },
  }
}
