/** @file Complete FAB-T, Square and AutoAttack against pyautoattack on all the pictures of the goldens: `npm run test:autoattack`. */
import { beforeAll, describe, expect, it } from 'vitest'
import {
  compareVerdicts,
  engineVerdicts,
  epsilons,
  referenceVerdicts,
  squareQueries,
} from '../../testing/autoAttackVerdicts'
import { prepareBackend } from '../../testing/backends'
import type { Eps01 } from '../../units'
import { autoAttack } from './autoAttack'
import { fabT } from './fabT'
import type { AttackChoice } from './registry'
import { square } from './square'

const COUNT = 64

describe.each(['linf', 'l2'] as const)('robust accuracy in %s', (norm) => {
  const epsilon = epsilons[norm] as Eps01
  beforeAll(() => prepareBackend('wasm'))

  it.each<AttackChoice>([
    { id: 'fabT', settings: fabT.defaults(norm, epsilon) },
    { id: 'square', settings: { ...square.defaults(norm, epsilon), queries: squareQueries } },
    { id: 'autoAttack', settings: autoAttack.defaults(norm, epsilon) },
  ])('after $id', async (attack) => {
    const held = await engineVerdicts(attack, norm, COUNT)
    const { holding, fewest, most, strangers } = compareVerdicts(held, referenceVerdicts(attack.id, norm, COUNT))
    console.log(`${attack.id} in ${norm}: ${holding} of ${COUNT} hold, of the reference ${fewest} to ${most}`)
    expect(holding).toBeGreaterThanOrEqual(fewest - 1)
    expect(holding).toBeLessThanOrEqual(most + 1)
    expect(strangers, 'pictures that no seed of the reference judges so').toBeLessThanOrEqual(1)
  })
})
