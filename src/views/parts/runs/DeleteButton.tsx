import { useEffect, useRef, useState } from 'react'

interface DeleteButtonProps {
  /** What is deleted, for screen readers. */
  readonly name: string
  readonly onDelete: () => void
  readonly children?: string
}

/** Deletes permanently, after a second confirmation. The focus goes to what deletes nothing, so that a key held down does not. */
export function DeleteButton({ name, onDelete, children = 'Delete' }: DeleteButtonProps) {
  const [isAsked, setAsked] = useState(false)
  const harmless = useRef<HTMLButtonElement>(null)
  const isTurned = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once it is asked or denied, another button is harmless
  useEffect(() => {
    if (isTurned.current) harmless.current?.focus({ preventScroll: true })
  }, [isAsked])
  const turn = (next: boolean) => {
    isTurned.current = true
    setAsked(next)
  }
  if (!isAsked) {
    return (
      <button ref={harmless} type="button" className="button" onClick={() => turn(true)}>
        {children}
        <span className="visually-hidden"> {name}</span>
      </button>
    )
  }
  return (
    <span className="delete-for-good" role="alert">
      Delete permanently?
      <button type="button" className="button" onClick={onDelete}>
        Yes, delete<span className="visually-hidden"> {name}</span>
      </button>
      <button ref={harmless} type="button" className="button" onClick={() => turn(false)}>
        No
      </button>
    </span>
  )
}
