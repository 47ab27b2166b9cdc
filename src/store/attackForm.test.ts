import { describe, expect, it } from 'vitest'
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
    expect(settings).toEqual({ epsilon: 8 / 255, stepSize: 2 / 255, steps: 20, randomStartSeed: 7 })
  })

  it('have the default step size where none is set', () => {
    expect(toAttackSettings(form()).stepSize).toBe(1 / 255)
  })

  it('start from the picture itself where that is asked for, whatever the seed', () => {
    expect(toAttackSettings(form({ randomStart: false })).randomStartSeed).toBeNull()
  })

  it('have a seed of zero, which is a seed', () => {
    expect(toAttackSettings(form({ seed: 0 })).randomStartSeed).toBe(0)
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
