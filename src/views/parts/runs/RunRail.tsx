import type { ReactNode } from 'react'
import type { RunKind } from '../../../store/runs/kept'
import { FieldGroup } from '../fields/FieldGroup'
import { SettingsRail } from '../layout/SettingsRail'

interface RunRailProps {
  readonly kind: RunKind
  readonly controls: ReactNode
  /** What is folded away on a phone, by its headings. */
  readonly summary: string
  readonly children: ReactNode
}

/** All settings of a run; the run's controls are always in view. */
export function RunRail({ kind, controls, summary, children }: RunRailProps) {
  return (
    <FieldGroup name={kind}>
      <SettingsRail className={`is-${kind}`} controls={controls} summary={summary}>
        {children}
      </SettingsRail>
    </FieldGroup>
  )
}
