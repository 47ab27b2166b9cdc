import { type RefObject, useEffect, useRef } from 'react'
import { scrollBehavior } from '../parts/layout/motion'
import { placeCard } from './placeCard'

interface CardPlace {
  readonly card: RefObject<HTMLDivElement | null>
  /** Drawn around what the card speaks of. */
  readonly ring: RefObject<HTMLDivElement | null>
}

/** Room around what is spoken of, in pixels. */
const RING = 4
/** What the card's margins take, and the window's edge. */
const ROOM_AROUND = 60

/**
 * Brings an element into view, and keeps a card beside it and a ring around it wherever it goes: what is computed, a
 * scrolled page and a turned phone all move it.
 */
export function useCardPlace(target: string): CardPlace {
  const card = useRef<HTMLDivElement>(null)
  const ring = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = document.querySelector(target)
    element?.scrollIntoView({
      block: hasRoomAbove(element, card.current) ? 'end' : 'start',
      behavior: scrollBehavior(),
    })
    let frame = 0
    const follow = () => {
      frame = requestAnimationFrame(follow)
      place(document.querySelector(target), card.current, ring.current)
    }
    follow()
    return () => cancelAnimationFrame(frame)
  }, [target])
  return { card, ring }
}

/** Whether the card fits above an element that stands at the window's lower end; what is at the page's top never does. */
function hasRoomAbove(element: Element, card: HTMLDivElement | null): boolean {
  const { top, height } = element.getBoundingClientRect()
  const room = Math.min(innerHeight - height, top + scrollY)
  return room >= (card?.offsetHeight ?? 0) + ROOM_AROUND
}

function place(target: Element | null, card: HTMLDivElement | null, ring: HTMLDivElement | null): void {
  if (card === null || ring === null) return
  const window = { width: document.documentElement.clientWidth, height: innerHeight }
  // Without it, as while models load, the card stands at the bottom.
  const box = target?.getBoundingClientRect() ?? { left: 0, top: 0, width: 0, height: 0 }
  const around = {
    left: box.left - RING,
    top: box.top - RING,
    width: box.width + 2 * RING,
    height: box.height + 2 * RING,
  }
  ring.hidden = target === null
  moveTo(ring, around)
  ring.style.width = `${around.width}px`
  ring.style.height = `${around.height}px`
  const { width, height } = card.getBoundingClientRect()
  moveTo(
    card,
    target === null ? { left: 8, top: window.height - height - 8 } : placeCard(around, { width, height }, window),
  )
}

function moveTo(element: HTMLElement, { left, top }: { readonly left: number; readonly top: number }): void {
  element.style.translate = `${Math.round(left)}px ${Math.round(top)}px`
}
