import { describe, expect, it } from 'vitest'
import { NORM_IDS } from '../../engine/attacks/norms/descriptions'
import { ATTACKS } from '../../engine/attacks/registry'
import { findProblem } from '../../engine/attacks/validation'
import { describeAttacks } from '../../engine/evaluation/describeAttacks'
import { eps255, toEps01 } from '../../units'
import { chooseAttack } from '../evaluation/evaluationForm'
import { settingsOf } from './attackChoices'
import {
  forLive,
  initialAttack,
  interactiveAttacks,
  isSameAttack,
  roundEpsilon,
  targetIn,
  withSettings,
} from './attackForm'
import { fromShown, NORMS, toShown } from './normUnits'

const FACTS = { classCount: 10, goal: 'untargeted' } as const

describe('the initial attack', () => {
  it('is PGD at 8/255 with steps of 2.5 epsilon / steps', () => {
    const { norm, epsilon } = initialAttack.choice.settings
    expect([initialAttack.choice.id, norm, epsilon]).toEqual(['pgd', 'linf', 8 / 255])
    expect(settingsOf(initialAttack.choice)).toMatchObject({ steps: 10, stepSize: { share: 0.25 } })
  })

  it('is the engine’s PGD with few steps, known before the engine runs', () => {
    const pgd = describeAttacks().find(({ id }) => id === 'pgd')!
    const live = settingsOf(forLive(chooseAttack(pgd, 'linf'), pgd.settings))
    expect({ ...settingsOf(initialAttack.choice), seed: 0 }).toEqual({ ...live, seed: 0 })
  })

  it('has a step size that follows the number of steps', () => {
    expect(settingsOf(withSettings(initialAttack, { steps: 25, seed: 3 }).choice)).toMatchObject({
      steps: 25,
      seed: 3,
      stepSize: { rule: 'shareOfEpsilon', share: 0.1 },
    })
  })
})

describe('the epsilon slider', () => {
  it.each(NORM_IDS)('stays within the bounds of every attack in %s', (norm) => {
    for (const attack of interactiveAttacks(describeAttacks())) {
      if (!attack.norms.includes(norm)) continue
      for (const shown of [0, NORMS[norm].slider.max]) {
        const choice = chooseAttack(attack, norm)
        const { choice: set } = withSettings({ ...initialAttack, choice }, { epsilon: fromShown(shown, norm) })
        expect(findProblem(ATTACKS[set.id] as never, set.settings as never, FACTS)).toBe(null)
      }
    }
  })

  it('keeps every position exact when converted to [0, 1] and back', () => {
    for (let shown = 0; shown <= 16; shown += 0.25) {
      expect(roundEpsilon(toShown(toEps01(eps255(shown)), 'linf'))).toBe(shown)
    }
  })
})

it('a newly chosen attack has few steps, and its other defaults', () => {
  for (const attack of interactiveAttacks(describeAttacks())) {
    const usual = chooseAttack(attack, 'linf')
    const { steps = 0, queries = 0, ...others } = settingsOf(forLive(usual, attack.settings))
    expect(steps).toBeLessThanOrEqual(10)
    expect(queries).toBeLessThanOrEqual(100)
    const { stepSize: _, ...plain } = others
    expect(settingsOf(usual)).toMatchObject(plain)
  }
})

describe('two attacks', () => {
  it('are the same if all settings are', () => {
    expect(isSameAttack(initialAttack, withSettings(initialAttack, { seed: 1 }))).toBe(true)
    expect(isSameAttack(initialAttack, withSettings(initialAttack, { seed: 2 }))).toBe(false)
    expect(isSameAttack(initialAttack, { ...initialAttack, target: 'cat' })).toBe(false)
    expect(isSameAttack(initialAttack, { ...initialAttack, madeOn: 'first' })).toBe(false)
  })
})

it('a target is a class by name, if a model has it', () => {
  const form = { ...initialAttack, target: 'cat' }
  expect(targetIn(form, ['dog', 'cat'])).toBe(1)
  expect(targetIn(form, ['dog'])).toBe(null)
  expect(targetIn(initialAttack, ['dog'])).toBe(null)
})
