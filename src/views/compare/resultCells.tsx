import type { ReactNode } from 'react'
import { attackPending, inspectionPending } from '../../store/pending'
import type { AttackResult, InspectionResult } from '../../store/types'
import { CellFrame } from './CellFrame'
import { useIsAttackCurrent, useIsGradientCurrent, useIsInspectionCurrent, usePending, useResults } from './resultHooks'

interface ResultCellProps<Result> {
  readonly modelId: string
  readonly children: (result: Result) => ReactNode
}

/** A cell that shows something of what a model says of the clean image. */
export function InspectionCell({ modelId, children }: ResultCellProps<InspectionResult>) {
  const { inspection } = useResults(modelId)
  return (
    <CellFrame
      computed={inspection}
      pending={usePending(inspectionPending, modelId)}
      isCurrent={useIsInspectionCurrent(modelId)}
    >
      {children}
    </CellFrame>
  )
}

/** A cell that shows something of a model's gradient. */
export function GradientCell({ modelId, children }: ResultCellProps<InspectionResult>) {
  const { inspection } = useResults(modelId)
  return (
    <CellFrame
      computed={inspection}
      pending={usePending(inspectionPending, modelId)}
      isCurrent={useIsGradientCurrent(modelId)}
    >
      {children}
    </CellFrame>
  )
}

/** A cell that shows something of what the attack did to a model. */
export function AttackCell({ modelId, children }: ResultCellProps<AttackResult>) {
  const { attack } = useResults(modelId)
  return (
    <CellFrame computed={attack} pending={usePending(attackPending, modelId)} isCurrent={useIsAttackCurrent(modelId)}>
      {children}
    </CellFrame>
  )
}
