import { useMemo } from 'react'
import { NOTHING_YET } from '../../store/appStore'
import type { Computed } from '../../store/types'
import type { WhyFigureId, WhyResults } from '../../store/why/why'
import { useApp } from '../parts/appContext'
import type { ComputedOfModel } from '../parts/figures/ComputedFigure'
import { useModelSeries } from '../parts/figures/useModelSeries'

export type FigureOfModel<Id extends WhyFigureId> = ComputedOfModel<WhyResults[Id]>

/** A figure's results for the models on screen, in the order and colours of their columns. */
export function useWhyFigure<Id extends WhyFigureId>(id: Id): readonly FigureOfModel<Id>[] {
  const series = useModelSeries()
  const why = useApp((state) => state.why)
  return useMemo(
    () =>
      series.map(({ id: modelId, name, color }) => {
        const computed = (why[modelId]?.[id] ?? NOTHING_YET) as Computed<WhyResults[Id]>
        return { id: modelId, name, color, computed }
      }),
    [series, why, id],
  )
}
