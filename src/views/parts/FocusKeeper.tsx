import { type ReactNode, useEffect, useRef } from 'react'

interface FocusKeeperProps {
  readonly className: string
  /** When this becomes true, the focus comes here if it is nowhere, as after a start from elsewhere on the page. */
  readonly isWanted?: boolean
  readonly children: ReactNode
}

/** Buttons that replace one another, as Start and Pause: where the focused one goes, the focus stays among them. */
export function FocusKeeper({ className, isWanted = false, children }: FocusKeeperProps) {
  const box = useRef<HTMLDivElement>(null)
  const hasFocus = useRef(false)
  useEffect(() => {
    const isInside = ({ target }: Event) => target instanceof Node && box.current?.contains(target) === true
    const follow = (event: Event) => {
      hasFocus.current = isInside(event)
    }
    document.addEventListener('focusin', follow)
    document.addEventListener('pointerdown', follow)
    return () => {
      document.removeEventListener('focusin', follow)
      document.removeEventListener('pointerdown', follow)
    }
  }, [])
  // After every change: a button that was removed or disabled leaves the focus to the page.
  useEffect(() => {
    if (!hasFocus.current || document.activeElement !== document.body) return
    focusFirstIn(box.current)
  })
  useEffect(() => {
    if (isWanted && document.activeElement === document.body) focusFirstIn(box.current)
  }, [isWanted])
  return (
    <div ref={box} className={className}>
      {children}
    </div>
  )
}

const focusFirstIn = (element: HTMLElement | null) =>
  element?.querySelector<HTMLElement>('button:not(:disabled)')?.focus({ preventScroll: true })
