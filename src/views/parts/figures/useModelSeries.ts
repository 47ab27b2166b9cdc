import { useMemo } from 'react'
import { modelColor } from '../../../charts/palette'
import { NO_RESULTS } from '../../../store/appStore'
import type { AppState, ModelResults } from '../../../store/types'
import { useApp } from '../appContext'
import { distinctNames } from '../models/names'

export interface ModelSeries {
  readonly id: string
  readonly name: string
  readonly color: string
  readonly results: ModelResults
}

/** The loaded models with their results, in the order and colours of the columns. */
export function modelSeries({ models, results }: Pick<AppState, 'models' | 'results'>): readonly ModelSeries[] {
  const ready = models.filter((model) => model.status === 'ready')
  const names = distinctNames(ready.map(({ model }) => model.manifest))
  return ready.map(({ id, color }, index) => ({
    id,
    name: names[index] ?? id,
    color: modelColor(color),
    results: results[id] ?? NO_RESULTS,
  }))
}

export function useModelSeries(): readonly ModelSeries[] {
  const models = useApp((state) => state.models)
  const results = useApp((state) => state.results)
  return useMemo(() => modelSeries({ models, results }), [models, results])
}
