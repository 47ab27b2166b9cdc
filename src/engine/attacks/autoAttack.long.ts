/** @file Complete FAB-T, Square and AutoAttack against pyautoattack on all the images of the goldens: `npm run test:autoattack`. */
import { beforeAll, describe, it } from 'vitest'
import { epsilons, expectAgreement, squareQueries } from '../../testing/autoAttackVerdicts'
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
    const { holding, fewest, most } = await expectAgreement(attack, norm, COUNT, 1)
    console.log(`${attack.id} in ${norm}: ${holding} of ${COUNT} hold, of the reference ${fewest} to ${most}`)
  })
})
