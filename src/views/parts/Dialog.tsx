import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'

interface DialogProps {
  readonly className: string
  readonly title: ReactNode
  readonly testId: string
  /** Stays in view above what scrolls; for what has to be said while the dialog covers the page. */
  readonly notices: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Lies over the page and keeps the focus until it is closed: by its button, Escape, or a click beside it. */
export function Dialog({ className, title, testId, notices, onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    // Closed before it goes, so that the focus returns to where it was.
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      className={`dialog ${className}`}
      aria-labelledby={titleId}
      data-testid={testId}
      // The event comes later than the closing: by then, React's strict mode may have opened it again.
      onClose={() => ref.current?.open || onClose()}
      {...{ closedby: 'any' }}
    >
      <div className="dialog-top">
        <header className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <button type="button" className="dialog-close" onClick={onClose} aria-label="Close">
            ✕
          </button>
        </header>
        {notices}
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  )
}
