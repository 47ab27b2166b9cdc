import type { ReactNode } from 'react'
import type { Hindrance } from '../../../store/engineHindrance'
import type { RunKind } from '../../../store/runs/kept'
import { useGuardedStart } from '../fields/FieldGroup'
import { useRunVerbs } from './useRun'

interface StartButtonProps {
  readonly kind: RunKind
  /** Groups of fields that have to be readable. */
  readonly fields: readonly string[]
  /** Why it cannot be started, or null. What is waited for is told in the button. */
  readonly hindrance: Hindrance | null
  readonly isPrimary?: boolean
  readonly testId?: string
  readonly children: ReactNode
}

/** Starts a run with the settings of the form. */
export function StartButton({ kind, fields, hindrance, isPrimary = true, testId, children }: StartButtonProps) {
  const verbs = useRunVerbs(kind)
  const guarded = useGuardedStart(...fields)
  return (
    <button
      type="button"
      className={isPrimary ? 'button is-primary' : 'button'}
      disabled={hindrance !== null}
      data-testid={testId}
      onClick={() => guarded(() => void verbs().start())}
    >
      {hindrance?.isWaiting ? hindrance.message : children}
    </button>
  )
}
