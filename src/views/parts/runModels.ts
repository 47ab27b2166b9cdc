import { useMemo } from 'react'
import { modelColor } from '../../charts/palette'
import type { PlannedModel } from '../../store/evaluation/evaluationPlan'
import { assignColors } from '../../store/models/modelColors'
import { useApp } from './appContext'

export interface RunModel {
  readonly id: string
  readonly name: string
  readonly color: string
}

/** A run's models in order, in the colours that they have as columns too. */
export function useRunModels({
  plan,
}: {
  readonly plan: { readonly models: readonly PlannedModel[] }
}): readonly RunModel[] {
  const columns = useApp((state) => state.models)
  return useMemo(() => {
    const held = new Map(columns.map(({ id, color }) => [id, color]))
    const colors = assignColors(
      plan.models.map(({ id }) => id),
      held,
    )
    const names = plan.models.map(({ name }) => name)
    return plan.models.map(({ id, name }) => {
      const isAlone = names.filter((other) => other === name).length === 1
      return { id, name: isAlone ? name : `${name} (${id})`, color: modelColor(colors.get(id) ?? 0) }
    })
  }, [plan, columns])
}
