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

describe('the attack that the page opens with', () => {
  it('is PGD of 8/255 in steps of 2.5 epsilon / steps', () => {
    const { norm, epsilon } = initialAttack.choice.settings
    expect([initialAttack.choice.id, norm, epsilon]).toEqual(['pgd', 'linf', 8 / 255])
    expect(settingsOf(initialAttack.choice)).toMatchObject({ steps: 10, stepSize: { share: 0.25 } })
  })

  it('is the engine’s PGD with few steps, though it is known before the engine runs', () => {
    const pgd = describeAttacks().find(({ id }) => id === 'pgd')!
    const live = settingsOf(forLive(chooseAttack(pgd, 'linf'), pgd.settings))
    expect({ ...settingsOf(initialAttack.choice), seed: 0 }).toEqual({ ...live, seed: 0 })
  })

  it('has its step size follow the number of steps', () => {
    expect(settingsOf(withSettings(initialAttack, { steps: 25, seed: 3 }).choice)).toMatchObject({
      steps: 25,
      seed: 3,
      stepSize: { rule: 'shareOfEpsilon', share: 0.1 },
    })
  })
})

describe('the slider', () => {
  it.each(NORM_IDS)('stays within what every attack takes in %s', (norm) => {
    for (const attack of interactiveAttacks(describeAttacks())) {
      if (!attack.norms.includes(norm)) continue
      for (const shown of [0, NORMS[norm].slider.max]) {
        const choice = chooseAttack(attack, norm)
        const { choice: set } = withSettings({ ...initialAttack, choice }, { epsilon: fromShown(shown, norm) })
        expect(findProblem(ATTACKS[set.id] as never, set.settings as never, FACTS)).toBe(null)
      }
    }
  })

  it('has every place in full after it was converted to [0, 1] and back', () => {
    for (let shown = 0; shown <= 16; shown += 0.25) {
      expect(roundEpsilon(toShown(toEps01(eps255(shown)), 'linf'))).toBe(shown)
    }
  })
})

it('an attack that is tried first has few steps, and the rest of its settings', () => {
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
  it('are the same when all that is set is', () => {
    expect(isSameAttack(initialAttack, withSettings(initialAttack, { seed: 1 }))).toBe(true)
    expect(isSameAttack(initialAttack, withSettings(initialAttack, { seed: 2 }))).toBe(false)
    expect(isSameAttack(initialAttack, { ...initialAttack, target: 'cat' })).toBe(false)
    expect(isSameAttack(initialAttack, { ...initialAttack, madeOn: 'first' })).toBe(false)
  })
})

it('a target is a class by its name, where a model has it', () => {
  const form = { ...initialAttack, target: 'cat' }
  expect(targetIn(form, ['dog', 'cat'])).toBe(1)
  expect(targetIn(form, ['dog'])).toBe(null)
  expect(targetIn(initialAttack, ['dog'])).toBe(null)
})
