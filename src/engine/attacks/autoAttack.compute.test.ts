/** @file What complete AutoAttack "standard" leaves robust, against pyautoattack's, on a few images; `autoAttack.long.ts` has all. */
import { beforeAll, it } from 'vitest'
import { epsilons, expectAgreement, TIMEOUT } from '../../testing/autoAttackVerdicts'
import { prepareBackend } from '../../testing/backends'
import type { Eps01 } from '../../units'
import { autoAttack } from './autoAttack'

beforeAll(() => prepareBackend('wasm'))

it('robust accuracy after AutoAttack standard', { timeout: TIMEOUT }, async () => {
  const settings = autoAttack.defaults('linf', epsilons.linf as Eps01)
  await expectAgreement({ id: 'autoAttack', settings }, 'linf', 12, 1)
})
