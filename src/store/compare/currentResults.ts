/** @file Whether a model's results belong to the current image and settings. */
import { isSameAttack } from '../attacks/attackForm'
import type { AppState, AttackResult, InspectionResult } from '../types'
import { questionOf } from './questions'

/** Whether an inspection is of the image and the label that are on screen. */
export function isInspectionCurrent(state: AppState, modelId: string, result: InspectionResult): boolean {
  const question = questionOf(state, modelId)
  return question !== null && result.image === question.image && result.askedLabel === question.label
}

/** Whether its gradient is, beside that, of what the display settings ask for. */
export const isGradientCurrent = (state: AppState, modelId: string, result: InspectionResult): boolean =>
  result.gradientOf === state.display.gradientOf && isInspectionCurrent(state, modelId, result)

/** Whether an attack is of the image, the label and the settings that are on screen. */
export function isAttackCurrent(state: AppState, modelId: string, result: AttackResult): boolean {
  const inspection = state.results[modelId]?.inspection.value ?? null
  const madeOn = state.attack.madeOn === 'first' ? state.models[0]?.id : modelId
  return (
    inspection !== null &&
    isInspectionCurrent(state, modelId, inspection) &&
    result.image === inspection.image &&
    result.label === inspection.label &&
    result.madeOn === madeOn &&
    isSameAttack(result.form, state.attack)
  )
}
