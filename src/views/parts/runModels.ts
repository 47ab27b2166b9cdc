import { useMemo } from 'react'
import { modelColor } from '../../charts/palette'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { useApp } from './appContext'

export interface RunModel {
  readonly id: string
  readonly name: string
  readonly color: string
}

/** A run's models in order, in the colours of their columns. A model that no longer has a column gets a free colour. */
export function useRunModels({ plan }: EvaluationRun): readonly RunModel[] {
  const columns = useApp((state) => state.models)
  return useMemo(() => {
    const taken = new Set(columns.map(({ color }) => color))
    const names = plan.models.map(({ name }) => name)
    return plan.models.map(({ id, name }) => {
      let color = columns.find((column) => column.id === id)?.color
      if (color === undefined) {
        color = 0
        while (taken.has(color)) color++
        taken.add(color)
      }
      const isAlone = names.filter((other) => other === name).length === 1
      return { id, name: isAlone ? name : `${name} (${id})`, color: modelColor(color) }
    })
  }, [plan, columns])
}
