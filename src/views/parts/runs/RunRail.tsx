import type { ReactNode } from 'react'
import type { RunKind } from '../../../store/runs/kept'
import { FieldGroup } from '../fields/FieldGroup'

interface RunRailProps {
  readonly kind: RunKind
  readonly controls: ReactNode
  /** What is folded away on a phone, by its headings. */
  readonly summary: string
  readonly children: ReactNode
}

/** All settings of a run. On a phone it is a sheet, of which the run's controls always show. */
export function RunRail({ kind, controls, summary, children }: RunRailProps) {
  return (
    <FieldGroup name={kind}>
      <aside className={`rail is-${kind}`} aria-label="Settings">
        {controls}
        <details className="rail-more" open={!matchMedia('(max-width: 760px)').matches}>
          <summary>{summary}</summary>
          {children}
        </details>
      </aside>
    </FieldGroup>
  )
}
