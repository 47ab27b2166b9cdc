import { describe, expect, it } from 'vitest'
import { expectSentence, messageOf } from '../../testing/sentence'
import { gaussian, seededDraws } from './draws'
import { chooseObjective, OBJECTIVES } from './registry'

describe('choosing an objective', () => {
  it('fills in what is left out', () => {
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
    [{ id: 'gradient' }, 'gradient'],
    [{ id: 'gradient-norm', settings: { lambda: 2.5 } }, 'lambda'],
    [{ id: 'adversarial', settings: { steps: 0 } }, 'steps'],
    [{ id: 'gradient-norm-differences', settings: { differenceStep255: 0 } }, 'differenceStep255'],
  ])('refuses %j in one sentence', async (choice, named) => {
    expectSentence(await messageOf(() => chooseObjective(choice)), named)
  })
})

describe('draws', () => {
  it('depend on every key', () => {
    const first = (...keys: number[]) => [...seededDraws(...keys).uniform(4)]
    expect(first(1, 2)).toEqual(first(1, 2))
    const others = [first(1, 2), first(1, 3), first(2, 2), first(2, 1), first(1), first(1, 2, 0)].map(String)
    expect(new Set(others).size).toBe(others.length)
  })

  it('are standard normal where they are to be', () => {
    const values = gaussian(seededDraws(7), 20_000)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    const fourth = values.reduce((sum, value) => sum + (value - mean) ** 4, 0) / values.length
    expect(Math.abs(mean)).toBeLessThan(0.03)
    expect(Math.abs(variance - 1)).toBeLessThan(0.05)
    expect(Math.abs(fourth - 3)).toBeLessThan(0.3)
  })
})
