import { useMemo } from 'react'
import { modelColor } from '../../charts/palette'
import { NO_RESULTS } from '../../store/appStore'
import type { ModelResults } from '../../store/types'
import { useApp } from '../appContext'

export interface ModelSeries {
  readonly id: string
  readonly name: string
  readonly color: string
  readonly results: ModelResults
}

/** The loaded models with their results, in the order and colours of the columns. */
export function useModelSeries(): readonly ModelSeries[] {
  const models = useApp((state) => state.models)
  const results = useApp((state) => state.results)
  return useMemo(
    () =>
      models.flatMap((model, index) =>
        model.status === 'ready'
          ? [
              {
                id: model.id,
                name: model.model.manifest.name,
                color: modelColor(index),
                results: results[model.id] ?? NO_RESULTS,
              },
            ]
          : [],
      ),
    [models, results],
  )
}
