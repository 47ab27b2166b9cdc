import { describe, expect, it } from 'vitest'
import { expectSentence, messageOf } from '../../testing/sentence'
import { chooseObjective, OBJECTIVES } from './registry'
import { gaussian, seededRng } from './rng'

describe('choosing an objective', () => {
  it('fills in missing settings', () => {
    expect(chooseObjective({ id: 'gradient-norm', settings: { lambda: 1 } }).settings).toEqual({
      lambda: 1,
      epsilon255: 8,
      norm: 'l1',
      channelWeights: [1, 1, 1],
    })
  })

  it('has defaults for all', () => {
    for (const { id } of OBJECTIVES) expect(() => chooseObjective({ id })).not.toThrow()
  })

  it.each([
    ['an unknown objective', { id: 'gradient' }, 'gradient'],
    ['λ of 2.5', { id: 'gradient-norm', settings: { lambda: 2.5 } }, 'λ'],
    ['no steps', { id: 'adversarial', settings: { steps: 0 } }, 'steps'],
    ['a step of 0', { id: 'gradient-norm-differences', settings: { differenceStep255: 0 } }, 'Step h'],
  ])('refuses %s in one sentence', async (_, choice, named) => {
    expectSentence(await messageOf(() => chooseObjective(choice)), named)
  })
})

describe('the terms of a loss', () => {
  const termsOf = (id: string, settings: object, loss: number, parts: Readonly<Record<string, number>>) => {
    const chosen = chooseObjective({ id, settings })
    return chosen.objective.terms.map(({ of }) => of({ loss, parts }, chosen.settings))
  }

  it('are weighted cross-entropy and all that is added to it', () => {
    const [ce, penalty] = termsOf('gradient-norm', { lambda: 1.2 }, 2, { crossEntropy: 0.5, gradientNorm: 40 })
    expect(ce).toBeCloseTo(0.8 * 0.5)
    expect(penalty).toBeCloseTo(2 - 0.4)
  })

  it('weigh cross-entropy by one if the objective has no lambda', () => {
    expect(termsOf('trades', { beta: 6 }, 1.5, { crossEntropy: 0.5, divergence: 0.2 })).toEqual([0.5, 1])
  })

  it('use an adversarial objective’s own name for it', () => {
    const parts = { crossEntropyAttacked: 1, gradientNorm: 40 }
    expect(termsOf('gradient-norm-adversarial', { lambda: 0.5 }, 2, parts)[0]).toBeCloseTo(1.5)
  })

  it('are a single one if nothing is added', () => {
    for (const id of ['natural', 'adversarial', 'fgsm']) expect(termsOf(id, {}, 0.7, {})).toEqual([0.7])
  })

  it.each(OBJECTIVES.map(({ id }) => id))('of %s have labels and add up to the loss', (id) => {
    const { objective } = chooseObjective({ id })
    const parts = Object.fromEntries(objective.parts.map((part, i) => [part, 0.3 + i]))
    const terms = termsOf(id, {}, 2.5, parts)
    expect(terms.reduce((sum, term) => sum + term)).toBeCloseTo(2.5)
    expect(objective.terms.every(({ label }) => label.length > 0)).toBe(true)
  })
})

describe('random numbers of objectives', () => {
  it('depend on every key', () => {
    const first = (...keys: number[]) => [...seededRng(...keys).uniform(4)]
    expect(first(1, 2)).toEqual(first(1, 2))
    const others = [first(1, 2), first(1, 3), first(2, 2), first(2, 1), first(1), first(1, 2, 0)].map(String)
    expect(new Set(others).size).toBe(others.length)
  })

  it('are standard normal if requested', () => {
    const values = gaussian(seededRng(7), 20_000)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    const fourth = values.reduce((sum, value) => sum + (value - mean) ** 4, 0) / values.length
    expect(Math.abs(mean)).toBeLessThan(0.03)
    expect(Math.abs(variance - 1)).toBeLessThan(0.05)
    expect(Math.abs(fourth - 3)).toBeLessThan(0.3)
  })
})
