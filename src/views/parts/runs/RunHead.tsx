import type { ReactNode } from 'react'
import type { RunKind } from '../../../store/runs/kept'
import { isMoving } from '../../../store/runs/run'
import { Facts } from '../Facts'
import { SpokenStatus } from './SpokenStatus'
import { statusText } from './statusText'
import { useIsElsewhere, useRun } from './useRun'

interface RunHeadProps {
  readonly kind: RunKind
  readonly title: string
  readonly about: ReactNode
  /** Of the whole run. */
  readonly shareDone: number
  /** What follows its status. */
  readonly progress?: ReactNode
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly isUnfolded?: boolean
  readonly children?: ReactNode
}

/** What a run is, how far it is, and every setting that it was made with. */
export function RunHead({
  kind,
  title,
  about,
  shareDone,
  progress,
  facts,
  isUnfolded = false,
  children,
}: RunHeadProps) {
  const run = useRun(kind)
  const isElsewhere = useIsElsewhere(kind)
  if (run === null) return null
  const { status } = run
  return (
    <header className="run-head">
      <h2>
        {title}
        <span className="muted"> {about}</span>
      </h2>
      <p className={`run-status is-${status}`} data-testid="run-status">
        {statusText(run, isElsewhere)}
        {progress}
      </p>
      <SpokenStatus kind={kind} />
      {(isMoving(run) || status === 'paused') && (
        <span className="run-line" aria-hidden="true">
          <span style={{ transform: `scaleX(${shareDone})` }} />
        </span>
      )}
      <details className="run-facts" open={isUnfolded}>
        <summary>Made with</summary>
        <Facts facts={facts} />
      </details>
      {children}
    </header>
  )
}
