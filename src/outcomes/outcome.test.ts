import { describe, expect, it } from 'vitest'
import { countOutcomes, OUTCOMES, type Outcome, outcomeAt, outcomeOf } from './outcome'

const [CAT, DOG, FROG] = [0, 1, 2]

describe('an untargeted attack', () => {
  it.each<[label: number, clean: number, attacked: number, Outcome]>([
    [CAT, CAT, CAT, 'robust'],
    [CAT, CAT, DOG, 'fooled'],
    // Whatever the attack leads to, there was nothing to fool.
    [CAT, DOG, DOG, 'wrong'],
    [CAT, DOG, CAT, 'wrong'],
    [CAT, DOG, FROG, 'wrong'],
  ])('with label %i, %i without and %i with it is %s', (label, clean, attacked, outcome) => {
    expect(outcomeOf({ label, clean, attacked }, null)).toBe(outcome)
  })
})

describe('a targeted attack', () => {
  it.each<[label: number, clean: number, attacked: number, target: number, Outcome]>([
    [CAT, CAT, DOG, DOG, 'reached'],
    [CAT, CAT, CAT, DOG, 'missed'],
    [CAT, CAT, FROG, DOG, 'missed'],
    // Wrong before, and led to yet another class.
    [CAT, DOG, FROG, FROG, 'reached'],
    [CAT, DOG, DOG, FROG, 'missed'],
    [CAT, DOG, CAT, FROG, 'missed'],
  ])('with label %i, %i without and %i with it, towards %i, is %s', (label, clean, attacked, target, outcome) => {
    expect(outcomeOf({ label, clean, attacked }, target)).toBe(outcome)
  })

  it('has no outcome if the target is the label, or predicted already', () => {
    const classes = [CAT, DOG, FROG]
    for (const label of classes) {
      for (const clean of classes) {
        for (const attacked of classes) {
          expect(outcomeOf({ label, clean, attacked }, label)).toBe('noAttack')
          expect(outcomeOf({ label, clean, attacked }, clean)).toBe('noAttack')
        }
      }
    }
  })
})

it('an attack is credited only with images whose prediction it changed', () => {
  const credited: readonly Outcome[] = ['fooled', 'reached']
  const classes = [CAT, DOG, FROG]
  for (const label of classes) {
    for (const clean of classes) {
      for (const target of [null, ...classes]) {
        expect(credited).not.toContain(outcomeOf({ label, clean, attacked: clean }, target))
      }
    }
  }
})

it('every outcome has its own word, shape and class', () => {
  for (const part of ['word', 'symbol', 'className'] as const) {
    const parts = Object.values(OUTCOMES).map((name) => name[part])
    expect(new Set(parts).size).toBe(parts.length)
  }
})

it('nothing is credited at ε = 0, where nothing is attacked', () => {
  const ofAttacks = [OUTCOMES.robust, OUTCOMES.missed].map(({ className }) => className)
  for (const outcome of ['robust', 'missed', 'wrong', 'noAttack'] as const) {
    expect(ofAttacks).not.toContain(outcomeAt(outcome, 0).className)
    expect(outcomeAt(outcome, 0).dependsOnEpsilon).toBe(false)
    expect(outcomeAt(outcome, 0.01)).toBe(OUTCOMES[outcome])
  }
  expect(outcomeAt('robust', 0).word).toBe('right; no attack at ε = 0')
  expect(outcomeAt('wrong', 0)).toBe(OUTCOMES.wrong)
})

it('counts images by outcome', () => {
  expect(countOutcomes([])).toEqual({ robust: 0, fooled: 0, wrong: 0 })
  expect(countOutcomes(['robust', 'wrong', 'fooled', 'robust'])).toEqual({ robust: 2, fooled: 1, wrong: 1 })
})
