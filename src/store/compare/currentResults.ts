/** @file Whether a model's attack belongs to the current image and settings. */
import { isSameAttack } from '../attacks/attackForm'
import type { AppState, AttackResult } from '../types'
import { isQuantityCurrent } from './quantities'

/** Whether an attack matches the image, label and settings on screen. */
export function isAttackCurrent(state: AppState, modelId: string, result: AttackResult): boolean {
  const prediction = state.results[modelId]?.quantities.prediction.value ?? null
  const madeOn = state.attack.madeOn === 'first' ? state.models[0]?.id : modelId
  return (
    prediction !== null &&
    isQuantityCurrent(state, modelId, 'prediction', prediction) &&
    result.image === prediction.image &&
    result.label === prediction.label &&
    result.madeOn === madeOn &&
    isSameAttack(result.form, state.attack)
  )
}
