/** @file What complete Square leaves robust, against pyautoattack's, on a few images; `autoAttack.long.ts` has all. */
import { beforeAll, it } from 'vitest'
import { epsilons, expectAgreement, squareQueries, TIMEOUT } from '../../testing/autoAttackVerdicts'
import { prepareBackend } from '../../testing/backends'
import type { Eps01 } from '../../units'
import { square } from './square'

beforeAll(() => prepareBackend('wasm'))

it.each(['linf', 'l2'] as const)('robust accuracy after Square in %s', { timeout: TIMEOUT }, async (norm) => {
  const settings = { ...square.defaults(norm, epsilons[norm] as Eps01), queries: squareQueries }
  await expectAgreement({ id: 'square', settings }, norm, 64, 2)
})
