/** @file What the geometry of a model depends on, and whether what was computed is of what is on screen. */
import type { NormId } from '../../engine/attacks/norms/descriptions'
import type { Eps01 } from '../../units'
import { fromShown, NORMS } from '../attacks/normUnits'
import { currentAttack } from '../compare/currentResults'
import { questionOf } from '../compare/questions'
import type { AppState } from '../types'
import type { AttackNeeds, GeometryResults, GradientNeeds, SurfaceNeeds } from './geometry'

/** null until the attack on screen is done. */
export function attackNeeds(state: AppState, modelId: string): AttackNeeds | null {
  const attack = currentAttack(state, modelId)
  if (attack === null || attack.isFirstLook) return null
  const { image, label, outcome, form } = attack
  const { norm, epsilon } = form.choice.settings
  return { image, label, norm, epsilon, attacked: outcome.attacked }
}

/** null until the image is read and the model loaded. */
export function gradientNeeds(state: AppState, modelId: string): GradientNeeds | null {
  const question = questionOf(state, modelId)
  return question && { ...question, ...stepSize(state), step: state.geometry.form.step }
}

export function surfaceNeeds(state: AppState, modelId: string): SurfaceNeeds | null {
  const { seed, side } = state.geometry.form
  const needs = gradientNeeds(state, modelId)
  return needs && { ...needs, seed, side }
}

/** That of the attack; of one that changes nothing the usual one of its norm, so that there is something to see. */
export function stepSize({ attack }: Pick<AppState, 'attack'>): { readonly norm: NormId; readonly epsilon: Eps01 } {
  const { norm, epsilon } = attack.choice.settings
  return { norm, epsilon: epsilon > 0 ? epsilon : fromShown(NORMS[norm].usual, norm) }
}

const NEEDS = {
  alongAttack: attackNeeds,
  attackCurvature: attackNeeds,
  alongGradient: gradientNeeds,
  gradientCurvature: gradientNeeds,
  surface: surfaceNeeds,
} satisfies Record<keyof GeometryResults, unknown>

/** Whether a result belongs to what is on screen. */
export function isGeometryCurrent<Id extends keyof GeometryResults>(
  state: AppState,
  modelId: string,
  id: Id,
  { of }: GeometryResults[Id],
): boolean {
  const needs: object | null = NEEDS[id](state, modelId)
  return needs !== null && Object.entries(needs).every(([name, value]) => of[name as keyof typeof of] === value)
}
