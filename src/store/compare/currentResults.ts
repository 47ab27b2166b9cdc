/** @file Which results belong to the current image and settings. */
import { isSameAttack } from '../attacks/attackForm'
import type { AppState, AttackResult, MeasuredQuantity } from '../types'
import { isQuantityCurrent, type QuantityId } from './quantities'

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

/** A model's attack, if it belongs to what is on screen. */
export function currentAttack(state: AppState, modelId: string): AttackResult | null {
  const value = state.results[modelId]?.attack.value ?? null
  return value !== null && isAttackCurrent(state, modelId, value) ? value : null
}

/** A quantity of a model, if it belongs to what is on screen. */
export function currentQuantity<Id extends QuantityId>(
  state: AppState,
  modelId: string,
  id: Id,
): MeasuredQuantity<Id> | null {
  const value: MeasuredQuantity<Id> | null = state.results[modelId]?.quantities[id].value ?? null
  return value !== null && isQuantityCurrent(state, modelId, id, value) ? value : null
}
