/** @file What complete FAB-T leaves robust, against pyautoattack's, on a few images; `autoAttack.long.ts` has all. */
import { beforeAll, it } from 'vitest'
import { epsilons, expectAgreement, TIMEOUT } from '../../testing/autoAttackVerdicts'
import { prepareBackend } from '../../testing/backends'
import type { Eps01 } from '../../units'
import { fabT } from './fabT'

beforeAll(() => prepareBackend('wasm'))

// In L2 alone, as every norm takes ten seconds; fab.backends.test.ts has both, step by step.
it('robust accuracy after FAB-T in l2', { timeout: TIMEOUT }, async () => {
  await expectAgreement({ id: 'fabT', settings: fabT.defaults('l2', epsilons.l2 as Eps01) }, 'l2', 8, 1)
})
