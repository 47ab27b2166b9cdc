import type { ReactNode } from 'react'
import type { QuantityId } from '../../store/compare/quantities'
import { attackPending } from '../../store/pending'
import type { AttackResult, MeasuredQuantity } from '../../store/types'
import { CellFrame } from './CellFrame'
import { useIsAttackCurrent, usePending, useQuantity, useResults } from './resultHooks'

interface ResultCellProps<Result> {
  readonly modelId: string
  readonly children: (result: Result) => ReactNode
}

/** A cell that shows a quantity computed from a model and the image. */
export function QuantityCell<Id extends QuantityId>({
  modelId,
  quantity,
  children,
}: ResultCellProps<MeasuredQuantity<Id>> & { readonly quantity: Id }) {
  return <CellFrame {...useQuantity(modelId, quantity)}>{children}</CellFrame>
}

/** A cell that shows part of an attack's result. */
export function AttackCell({ modelId, children }: ResultCellProps<AttackResult>) {
  const { attack } = useResults(modelId)
  return (
    <CellFrame computed={attack} pending={usePending(attackPending, modelId)} isCurrent={useIsAttackCurrent(modelId)}>
      {children}
    </CellFrame>
  )
}
