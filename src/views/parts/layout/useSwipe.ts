import { type PointerEvent, useRef } from 'react'
import { type Swipe, swipeOf } from './swipe'

/** Handlers for an element on which a finger is swiped; the click that a swipe ends in is left out. */
export function useSwipe(onSwipe: (swipe: Swipe) => void) {
  const from = useRef<{ x: number; y: number } | null>(null)
  const hasSwiped = useRef(false)
  return {
    onPointerDown(event: PointerEvent) {
      hasSwiped.current = false
      from.current = event.pointerType === 'mouse' ? null : { x: event.clientX, y: event.clientY }
    },
    onPointerUp(event: PointerEvent) {
      const swipe = from.current && swipeOf(from.current, { x: event.clientX, y: event.clientY })
      from.current = null
      if (swipe === null) return
      hasSwiped.current = true
      onSwipe(swipe)
    },
    onPointerCancel() {
      from.current = null
    },
    onClickCapture(event: { preventDefault: () => void; stopPropagation: () => void }) {
      if (!hasSwiped.current) return
      hasSwiped.current = false
      event.preventDefault()
      event.stopPropagation()
    },
  }
}
