/** @file The models on screen with what the tour says of them. */
import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { outcomeAt } from '../../../outcomes/outcome'
import { isAttackCurrent } from '../../../store/compare/currentResults'
import { useApp } from '../../parts/appContext'
import { useModelSeries } from '../../parts/figures/useModelSeries'

export interface ShownModel {
  readonly id: string
  readonly name: string
  /** null until it is computed. */
  readonly l1: number | null
  readonly alignment: number | null
  /** The word of its verdict, null while another is being computed. */
  readonly verdict: string | null
}

export function useShownModels(): readonly ShownModel[] {
  const series = useModelSeries()
  const current = useApp(
    useShallow((state) =>
      state.models.filter(({ id }) => {
        const { value } = state.results[id]?.attack ?? { value: null }
        return value !== null && isAttackCurrent(state, id, value)
      }),
    ),
  )
  return useMemo(
    () =>
      series.map(({ id, name, results: { quantities, attack } }) => ({
        id,
        name,
        l1: quantities.gradient.value?.l1 ?? null,
        alignment: quantities.alignment.value?.correlation ?? null,
        verdict:
          attack.value !== null && current.some((model) => model.id === id)
            ? outcomeAt(attack.value.outcome.verdict, attack.value.form.choice.settings.epsilon).word
            : null,
      })),
    [series, current],
  )
}
