import { describe, expect, it } from 'vitest'
import { pgd } from '../engine/attacks/pgd'
import { findProblem } from '../engine/attacks/validation'
import { eps255 } from '../units'
import { initialState } from './appStore'
import { ATTACK_LIMITS, defaultStepSize, stepSizeOf, toAttackSettings } from './attackForm'
import type { AttackForm } from './types'

const form = (change: Partial<AttackForm> = {}): AttackForm => ({
  epsilon: eps255(8),
  steps: 20,
  stepSize: null,
  randomStart: true,
  seed: 7,
  ...change,
})

describe('the step size', () => {
  it.each([
    [8, 20, 1],
    [8, 10, 2],
    [2, 20, 0.25],
    [16, 1, 40],
    [0, 10, 0],
  ])('of %d/255 in %d steps is %d/255 where none is set', (epsilon, steps, expected) => {
    expect(defaultStepSize(form({ epsilon: eps255(epsilon), steps }))).toBe(expected)
    expect(stepSizeOf(form({ epsilon: eps255(epsilon), steps }))).toBe(expected)
  })

  it('is the one that is set, whatever the others are', () => {
    expect(stepSizeOf(form({ stepSize: eps255(0.5), epsilon: eps255(16), steps: 3 }))).toBe(0.5)
  })

  it('of zero, where it is set, is no missing one', () => {
    expect(stepSizeOf(form({ stepSize: eps255(0) }))).toBe(0)
  })
})

describe('the settings that the engine is given', () => {
  it('are in the pixel range [0, 1]', () => {
    const settings = toAttackSettings(form({ stepSize: eps255(2) }))
    expect(settings).toMatchObject({ norm: 'linf', epsilon: 8 / 255, stepSize: { size: 2 / 255 }, steps: 20, seed: 7 })
  })

  it('have the default step size where none is set', () => {
    expect(toAttackSettings(form()).stepSize).toEqual({ rule: 'fixed', size: 1 / 255 })
  })

  it.each([true, false])('say whether the start is random: %s', (randomStart) => {
    expect(toAttackSettings(form({ randomStart })).randomStart).toBe(randomStart)
  })

  it('are ones that the attack takes, whatever the form can be set to', () => {
    const { epsilon, steps, stepSize, seed } = ATTACK_LIMITS
    for (const end of ['min', 'max'] as const) {
      const extreme = form({
        epsilon: eps255(epsilon[end]),
        steps: steps[end],
        stepSize: eps255(stepSize[end]),
        seed: seed[end],
      })
      expect(findProblem(pgd, toAttackSettings(extreme), { classCount: 10, goal: 'untargeted' })).toBeNull()
    }
  })
})

it('what the page opens with lies within the limits', () => {
  const { epsilon, steps, seed } = initialState.attack
  for (const [value, { min, max }] of [
    [epsilon, ATTACK_LIMITS.epsilon],
    [steps, ATTACK_LIMITS.steps],
    [seed, ATTACK_LIMITS.seed],
    [stepSizeOf(initialState.attack), ATTACK_LIMITS.stepSize],
  ] as const) {
    expect(value).toBeGreaterThanOrEqual(min)
    expect(value).toBeLessThanOrEqual(max)
  }
})
