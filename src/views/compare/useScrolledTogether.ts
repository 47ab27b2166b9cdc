import { type RefObject, useEffect, useRef, useState } from 'react'

interface ScrolledTogether<Scrolled> {
  readonly first: RefObject<Scrolled | null>
  readonly second: RefObject<Scrolled | null>
  /** Whether the second is wider than the space it has. */
  readonly isScrollable: boolean
}

/** Keeps the horizontal scroll positions of two equally wide elements the same. */
export function useScrolledTogether<Scrolled extends HTMLElement>(): ScrolledTogether<Scrolled> {
  const first = useRef<Scrolled>(null)
  const second = useRef<Scrolled>(null)
  const [isScrollable, setIsScrollable] = useState(false)
  useEffect(() => {
    const [one, other] = [first.current, second.current]
    if (one === null || other === null) return
    // Setting an unchanged position fires no event, so the two do not trigger each other forever.
    const follow = () => other.scrollTo({ left: one.scrollLeft })
    const lead = () => one.scrollTo({ left: other.scrollLeft })
    one.addEventListener('scroll', follow, { passive: true })
    other.addEventListener('scroll', lead, { passive: true })
    const look = () => setIsScrollable(other.scrollWidth > other.clientWidth)
    const observer = new ResizeObserver(look)
    observer.observe(other)
    // A row can grow with its columns while the window stays the same.
    if (other.firstElementChild) observer.observe(other.firstElementChild)
    return () => {
      one.removeEventListener('scroll', follow)
      other.removeEventListener('scroll', lead)
      observer.disconnect()
    }
  }, [])
  return { first, second, isScrollable }
}
