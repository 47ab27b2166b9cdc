import { describe, expect, it } from 'vitest'
import { expectSentence } from '../../testing/sentence'
import { eps255, toEps01 } from '../../units'
import { NORM_IDS, type NormId } from './norms/descriptions'
import { ATTACKS, type AttackId, findAttack } from './registry'
import type { CommonSettings, Goal } from './types'
import { findProblem } from './validation'

const EPSILON = toEps01(eps255(8))
const ids = Object.keys(ATTACKS) as AttackId[]

function problemOf(id: AttackId, change: object = {}, goal: Goal = 'untargeted', classCount = 10): string | null {
  const settings = { ...ATTACKS[id].defaults('linf', EPSILON), ...change }
  return findProblem<CommonSettings>(findAttack({ id, settings } as never), settings, { classCount, goal })
}

describe.each(ids)('%s', (id) => {
  const attack = ATTACKS[id]

  it('accepts its own defaults in every norm, with or without an epsilon', () => {
    for (const norm of attack.norms) {
      for (const epsilon of [EPSILON, toEps01(eps255(0))]) {
        const settings = attack.defaults(norm, epsilon)
        expect(settings).toMatchObject({ norm, epsilon })
        expect(problemOf(id, settings)).toBeNull()
      }
    }
  })

  it.each([
    ['norm', 'l7'],
    ['epsilon', -1],
    ['epsilon', Number.NaN],
    ['epsilon', Number.POSITIVE_INFINITY],
    ['seed', 0.5],
    ['seed', -1],
    ['seed', 2 ** 31],
  ])('refuses a %s of %s', (name, value) => {
    expectSentence(problemOf(id, { [name]: value }) ?? 'No problem')
  })

  it('refuses every number outside its bounds', () => {
    const [norm] = attack.norms as readonly [NormId]
    for (const [name, value] of Object.entries(attack.defaults(norm, EPSILON))) {
      if (typeof value !== 'number') continue
      for (const wrong of [Number.NaN, -1, 1e12]) {
        if (name === 'epsilon' && wrong > 0) continue
        expectSentence(problemOf(id, { norm, [name]: wrong }) ?? `No problem with a ${name} of ${wrong}`, String(wrong))
      }
    }
  })

  it('has at least one run, with distinct names and the requested steps', () => {
    for (const norm of attack.norms) {
      const settings = attack.defaults(norm, EPSILON)
      const runs = findAttack({ id, settings } as never).runs(settings, { classCount: 10, goal: 'untargeted' })
      expect(runs.length).toBeGreaterThan(0)
      expect(new Set(runs.map(({ name }) => name)).size).toBe(runs.length)
      const asked = Object.entries(settings).flatMap(([name, value]) => (/^(steps|queries)$/.test(name) ? [value] : []))
      for (const { steps } of runs) if (asked.length > 0) expect(asked).toContain(steps)
    }
  })
})

it('every norm has an attack', () => {
  expect(new Set(ids.flatMap((id) => ATTACKS[id].norms))).toEqual(new Set(NORM_IDS))
})

it.each([
  ['apgdT', 'untargeted', 3],
  ['apgdDlr', 'untargeted', 2],
  ['apgdDlr', 'targeted', 3],
] as const)('%s, %s, does not take a model of %d classes', (id, goal, classCount) => {
  expectSentence(problemOf(id, {}, goal, classCount) ?? 'No problem')
  expect(problemOf(id, {}, goal, classCount + 1)).toBeNull()
})

it('APGD-T has no targeted form, and says so', () => {
  expectSentence(problemOf('apgdT', {}, 'targeted') ?? 'No problem')
})

it('APGD-T targets nine classes per restart, or as many as there are', () => {
  const { runs, defaults } = ATTACKS.apgdT
  const ranks = (change: object, classCount: number) =>
    runs({ ...defaults('linf', EPSILON), ...change }, { classCount, goal: 'untargeted' }).map(
      ({ targetRank }) => targetRank,
    )
  expect(ranks({}, 10)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(ranks({}, 4)).toEqual([1, 2, 3])
  expect(ranks({ restarts: 2, targetClasses: 2 }, 10)).toEqual([1, 1, 2, 2])
})
