import type { PgdSettings } from '../engine/attacks/pgd'
import { type Eps255, eps255, toEps01 } from '../units'
import type { AttackForm } from './types'

/** Bounds of what can be set. Epsilon moves in quarter steps of 1/255. */
export const ATTACK_LIMITS = {
  epsilon: { min: 0, max: 16, step: 0.25 },
  steps: { min: 1, max: 200 },
  stepSize: { min: 0.01, max: 16 },
  seed: { min: 0, max: 2 ** 31 - 1 },
} as const

/** 2.5 epsilon / steps: far enough to cross the ball and come back (Madry et al. 2018). */
export const defaultStepSize = (form: AttackForm): Eps255 => eps255((2.5 * form.epsilon) / form.steps)

export const stepSizeOf = (form: AttackForm): Eps255 => form.stepSize ?? defaultStepSize(form)

export function toAttackSettings(form: AttackForm): PgdSettings {
  return {
    norm: 'linf',
    epsilon: toEps01(form.epsilon),
    seed: form.seed,
    steps: form.steps,
    stepSize: { rule: 'fixed', size: toEps01(stepSizeOf(form)) },
    randomStart: form.randomStart,
    restarts: 1,
    result: 'last',
    l1Share: 0.02,
  }
}
