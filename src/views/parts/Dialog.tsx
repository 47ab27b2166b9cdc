import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'

interface DialogProps {
  readonly className: string
  readonly title: ReactNode
  readonly testId: string
  /** Stays visible above the scrolling content, for messages while the dialog covers the page. */
  readonly notices: ReactNode
  /** Whether a click outside leaves it open, as where something is filled in. */
  readonly keepsOpen?: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A modal dialog, closed by its button, Escape, or, unless it keeps open, a click outside it. */
export function Dialog({ className, title, testId, notices, keepsOpen = false, onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    // Closed before it is removed, so that the focus returns to where it was.
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      className={`dialog ${className}`}
      aria-labelledby={titleId}
      data-testid={testId}
      // The close event is asynchronous: by then, React's strict mode may have reopened the dialog.
      onClose={() => ref.current?.open || onClose()}
      {...{ closedby: keepsOpen ? 'closerequest' : 'any' }}
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
