import { useState } from 'react'

interface DeleteButtonProps {
  /** What is deleted, for screen readers. */
  readonly name: string
  readonly onDelete: () => void
  readonly children?: string
}

/** Deletes permanently, after a second confirmation. */
export function DeleteButton({ name, onDelete, children = 'Delete' }: DeleteButtonProps) {
  const [isAsked, setAsked] = useState(false)
  if (!isAsked) {
    return (
      <button type="button" className="button" onClick={() => setAsked(true)}>
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
      <button type="button" className="button" onClick={() => setAsked(false)}>
        No
      </button>
    </span>
  )
}
