/** @file Whether a model's results answer what is on screen now. */
import { isSameAttack } from './attackForm'
import { questionOf } from './questions'
import type { AppState, AttackResult, InspectionResult } from './types'

/** Whether an inspection is of the picture and the label that are on screen. */
export function isInspectionCurrent(state: AppState, modelId: string, result: InspectionResult): boolean {
  const question = questionOf(state, modelId)
  return question !== null && result.picture === question.picture && result.askedLabel === question.label
}

/** Whether its gradient is, beside that, of what the display settings ask for. */
export const isGradientCurrent = (state: AppState, modelId: string, result: InspectionResult): boolean =>
  result.gradientOf === state.display.gradientOf && isInspectionCurrent(state, modelId, result)

/** Whether an attack is of the picture, the label and the settings that are on screen. */
export function isAttackCurrent(state: AppState, modelId: string, result: AttackResult): boolean {
  const inspection = state.results[modelId]?.inspection.value ?? null
  const madeOn = state.attack.madeOn === 'first' ? state.models[0]?.id : modelId
  return (
    inspection !== null &&
    isInspectionCurrent(state, modelId, inspection) &&
    result.picture === inspection.picture &&
    result.label === inspection.label &&
    result.madeOn === madeOn &&
    isSameAttack(result.form, state.attack)
  )
}
