/** @file Complete FAB-T, Square and AutoAttack against pyautoattack; `autoAttack.long.ts` has them on all the pictures. */
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type ComparedNorm,
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

const epsilonOf = (norm: ComparedNorm) => epsilons[norm] as Eps01
const NORMS = ['linf', 'l2'] as const

// Complete attacks take a while where other work runs beside them.
describe('robust accuracy', { timeout: 600_000 }, () => {
  beforeAll(() => prepareBackend('wasm'))

  async function expectAgreement(attack: AttackChoice, norm: ComparedNorm, count: number, mostStrangers: number) {
    const held = await engineVerdicts(attack, norm, count)
    const reference = referenceVerdicts(attack.id, norm, count)
    const { holding, fewest, most, strangers } = compareVerdicts(held, reference)
    expect(holding).toBeGreaterThanOrEqual(fewest - 1)
    expect(holding).toBeLessThanOrEqual(most + 1)
    // Neither all nor nothing, which any attack or none would give.
    expect(holding).toBeGreaterThan(count / 5)
    expect(holding).toBeLessThan((4 * count) / 5)
    expect(strangers, 'pictures that no seed of the reference judges so').toBeLessThanOrEqual(mostStrangers)
  }

  // In L2 alone, as every norm takes ten seconds; fab.backends.test.ts has both, step by step.
  it('after FAB-T in l2', async () => {
    await expectAgreement({ id: 'fabT', settings: fabT.defaults('l2', epsilonOf('l2')) }, 'l2', 8, 1)
  })

  it.each(NORMS)('after Square in %s', async (norm) => {
    const settings = { ...square.defaults(norm, epsilonOf(norm)), queries: squareQueries }
    await expectAgreement({ id: 'square', settings }, norm, 64, 2)
  })

  it('after AutoAttack standard', async () => {
    await expectAgreement({ id: 'autoAttack', settings: autoAttack.defaults('linf', epsilonOf('linf')) }, 'linf', 12, 1)
  })
})
