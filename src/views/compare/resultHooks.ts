import type { Manifest } from '../../engine/checkpoints/manifest'
import { NO_RESULTS } from '../../store/appStore'
import { isSameAttack } from '../../store/attackForm'
import { questionOf } from '../../store/questions'
import type { AttackResult, InspectionResult, ModelResults } from '../../store/types'
import { useApp } from '../appContext'

export const useResults = (modelId: string): ModelResults => useApp((state) => state.results[modelId] ?? NO_RESULTS)

/** Whether an inspection is of the picture and the label that are on screen. */
export function useIsInspectionCurrent(modelId: string): (result: InspectionResult) => boolean {
  const picture = useApp((state) => questionOf(state, modelId)?.picture)
  const label = useApp((state) => questionOf(state, modelId)?.label)
  return (result) => result.picture === picture && result.askedLabel === label
}

/** Whether an attack is of the picture, the label and the settings that are on screen. */
export function useIsAttackCurrent(modelId: string): (result: AttackResult) => boolean {
  const form = useApp((state) => state.attack)
  const first = useApp((state) => state.models[0]?.id)
  const madeOn = form.madeOn === 'first' ? first : modelId
  const isInspectionCurrent = useIsInspectionCurrent(modelId)
  const { value: inspection } = useResults(modelId).inspection
  return (result) =>
    inspection !== null &&
    isInspectionCurrent(inspection) &&
    result.picture === inspection.picture &&
    result.label === inspection.label &&
    result.madeOn === madeOn &&
    isSameAttack(result.form, form)
}

export function useManifest(modelId: string): Manifest | undefined {
  return useApp((state) => {
    const found = state.models.find((model) => model.id === modelId)
    return found?.status === 'ready' ? found.model.manifest : undefined
  })
}

export const useClasses = (modelId: string): readonly string[] => useManifest(modelId)?.classes ?? NO_CLASSES

const NO_CLASSES: readonly string[] = []
