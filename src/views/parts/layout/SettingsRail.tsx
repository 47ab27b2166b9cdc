import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { NARROW, useMedia } from './useMedia'
import { useSwipe } from './useSwipe'

interface SettingsRailProps {
  /** Of the view whose settings they are. */
  readonly className?: string
  /** What always shows. */
  readonly controls: ReactNode
  /** What is folded away on a phone, by its headings. */
  readonly summary: string
  readonly children: ReactNode
}

/**
 * A view's settings, beside its content. On a phone they are a sheet below it, which leaves the results in view, and which
 * closes by its button, Escape, a swipe down, a tap outside, or a window that becomes
 * narrower.
 */
export function SettingsRail({ className = '', controls, summary, children }: SettingsRailProps) {
  const isSheet = useMedia(NARROW)
  const [isOpen, setOpen] = useState(!isSheet)
  const [wasSheet, setWasSheet] = useState(isSheet)
  if (wasSheet !== isSheet) {
    // A window that becomes narrow would else be covered.
    setWasSheet(isSheet)
    setOpen(!isSheet)
  }
  const rail = useRef<HTMLElement>(null)
  const handle = useRef<HTMLElement>(null)
  const isOpenSheet = isSheet && isOpen

  useEffect(() => {
    if (!isOpenSheet) return
    const closeOutside = ({ target }: PointerEvent) => {
      // What lies above the page, such as a dialog, is not outside of it.
      if (target instanceof Element && !rail.current?.contains(target) && target.closest('dialog') === null)
        setOpen(false)
    }
    document.addEventListener('pointerdown', closeOutside)
    return () => document.removeEventListener('pointerdown', closeOutside)
  }, [isOpenSheet])

  useEffect(() => {
    if (!isOpenSheet) return
    const { clientWidth: width } = document.documentElement
    const closeIfNarrower = () => document.documentElement.clientWidth < width && setOpen(false)
    addEventListener('resize', closeIfNarrower)
    return () => removeEventListener('resize', closeIfNarrower)
  }, [isOpenSheet])

  const swipe = useSwipe((direction) => {
    if (direction === 'down') setOpen(false)
    if (direction === 'up') setOpen(true)
  })

  function closeByEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !isOpenSheet) return
    setOpen(false)
    handle.current?.focus()
  }

  return (
    <aside ref={rail} className={`rail ${className}`} aria-label="Settings" onKeyDown={closeByEscape}>
      <div className="rail-controls">{controls}</div>
      {/* On a desktop nothing folds, as there is no summary to fold it by. */}
      <details
        className="rail-more"
        open={isOpen}
        onToggle={({ target, currentTarget }) => target === currentTarget && setOpen(currentTarget.open)}
      >
        <summary ref={handle} {...swipe}>
          {summary}
          <span className="rail-close" aria-hidden="true">
            {isOpen ? 'Close ✕' : '▴'}
          </span>
        </summary>
        <div className="rail-fields">{children}</div>
      </details>
    </aside>
  )
}
