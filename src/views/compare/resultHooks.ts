import { useShallow } from 'zustand/react/shallow'
import type { Manifest } from '../../engine/checkpoints/manifest'
import { NO_RESULTS } from '../../store/appStore'
import { isAttackCurrent } from '../../store/compare/currentResults'
import { isQuantityCurrent, type QuantityId } from '../../store/compare/quantities'
import { readyManifest, readyManifests } from '../../store/compare/questions'
import { type Pending, quantityPending } from '../../store/pending'
import type { AppState, Computed, MeasuredQuantity, ModelResults } from '../../store/types'
import { useApp } from '../parts/appContext'
import { distinctNames } from '../parts/models/names'

export const useResults = (modelId: string): ModelResults => useApp((state) => state.results[modelId] ?? NO_RESULTS)

/** Whether something is being computed, or what prevents it, for a model or an input size. */
export const usePending = <Of>(pendingOf: (state: AppState, of: Of) => Pending, of: Of): Pending =>
  useApp(useShallow((state) => pendingOf(state, of)))

/** A quantity computed from a model and the image, and whether it matches what is on screen. */
export function useQuantity<Id extends QuantityId>(modelId: string, id: Id) {
  const computed: Computed<MeasuredQuantity<Id>> = useResults(modelId).quantities[id]
  const { value } = computed
  return {
    computed,
    pending: useApp(useShallow((state) => quantityPending(state, modelId, id))),
    isCurrent: useApp((state) => value !== null && isQuantityCurrent(state, modelId, id, value)),
  }
}

/** Whether the attack shown matches the image, label and settings on screen. */
export const useIsAttackCurrent = (modelId: string): boolean =>
  useApp((state) => {
    const { value } = (state.results[modelId] ?? NO_RESULTS).attack
    return value !== null && isAttackCurrent(state, modelId, value)
  })

export const useManifest = (modelId: string): Manifest | undefined =>
  useApp((state) => readyManifest(state.models, modelId))

/** The model's name, different from that of every other column. */
export const useModelName = (modelId: string): string =>
  useApp(({ models }) => {
    const manifests = readyManifests(models)
    return distinctNames(manifests)[manifests.findIndex(({ id }) => id === modelId)] ?? modelId
  })

export const useClasses = (modelId: string): readonly string[] => useManifest(modelId)?.classes ?? NO_CLASSES

const NO_CLASSES: readonly string[] = []
