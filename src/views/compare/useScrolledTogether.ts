import { type RefObject, useEffect, useRef, useState } from 'react'

interface ScrolledTogether<Scrolled> {
  readonly first: RefObject<Scrolled | null>
  readonly second: RefObject<Scrolled | null>
  /** Whether there is more of the second than it shows. */
  readonly isScrollable: boolean
}

/** Two elements of the same width that show the same part of it: where one is scrolled sideways, the other follows. */
export function useScrolledTogether<Scrolled extends HTMLElement>(): ScrolledTogether<Scrolled> {
  const first = useRef<Scrolled>(null)
  const second = useRef<Scrolled>(null)
  const [isScrollable, setIsScrollable] = useState(false)
  useEffect(() => {
    const [one, other] = [first.current, second.current]
    if (one === null || other === null) return
    // Setting the same place again scrolls nothing, so that the two do not answer each other for ever.
    const follow = () => other.scrollTo({ left: one.scrollLeft })
    const lead = () => one.scrollTo({ left: other.scrollLeft })
    one.addEventListener('scroll', follow, { passive: true })
    other.addEventListener('scroll', lead, { passive: true })
    const look = () => setIsScrollable(other.scrollWidth > other.clientWidth)
    const observer = new ResizeObserver(look)
    observer.observe(other)
    // A row grows with its columns where the window does not.
    if (other.firstElementChild) observer.observe(other.firstElementChild)
    return () => {
      one.removeEventListener('scroll', follow)
      other.removeEventListener('scroll', lead)
      observer.disconnect()
    }
  }, [])
  return { first, second, isScrollable }
}
