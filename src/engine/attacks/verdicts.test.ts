/** @file Complete attacks, with every step that is published, against the reference packages: on the quickest backend that Node has. */
import { beforeAll, describe, expect, it } from 'vitest'
import { readAttackGoldenIndex, tinyClassifier, tinyPictures } from '../../testing/attackGoldens'
import { prepareBackend } from '../../testing/backends'
import { readGoldens } from '../../testing/goldens'
import type { Eps01, Pixels01 } from '../../units'
import type { Classifier } from '../classifier'
import { UNCONTROLLED } from '../jobControl'
import { attackPictures } from './attackPictures'
import type { NormId } from './norms/types'
import { ATTACKS, type AttackChoice, type AttackId } from './registry'

const { verdicts } = await readAttackGoldenIndex()
const golden = await readGoldens('attacks-verdicts.safetensors')
const all = golden('labels').values.length
const seeds = verdicts.seeds.length

/** Of every seed of the reference, which of the first `count` pictures hold: 1, else 0. */
function referenceVerdicts(name: string, count: number): number[][] {
  const { values } = golden(name)
  return Array.from({ length: seeds }, (_, seed) => Array.from(values.slice(seed * all, seed * all + count)))
}

const countsOf = (verdictsOfSeeds: number[][]) =>
  verdictsOfSeeds.map((held) => held.reduce((sum, holds) => sum + holds, 0))

// Complete attacks take a while where other work runs beside them.
describe('robust accuracy of complete attacks', { timeout: 300_000 }, () => {
  let classifier: Classifier
  beforeAll(async () => {
    await prepareBackend('wasm')
    classifier = tinyClassifier()
  })

  const heldAfter = async (choice: AttackChoice, count: number) => {
    const { pixels, labels } = tinyPictures(count)
    const input = { pixels: pixels as Pixels01, labels, attack: choice, batchSize: 64 }
    return (await attackPictures(classifier, input, UNCONTROLLED)).map(({ held }) => held)
  }

  it.each([
    ['pgd', 'linf'],
    ['pgd', 'l2'],
    ['apgdCe', 'linf'],
    ['apgdCe', 'l2'],
    ['apgdCe', 'l1'],
    ['apgdDlr', 'linf'],
    ['apgdDlr', 'l2'],
    ['apgdDlr', 'l1'],
    ['apgdT', 'linf'],
    ['apgdT', 'l2'],
    ['apgdT', 'l1'],
  ] as const satisfies readonly (readonly [AttackId, NormId])[])('%s in %s', async (id, norm) => {
    const settings = ATTACKS[id].defaults(norm, verdicts.epsilons[norm] as Eps01)
    const complete = { ...settings, ...('targetClasses' in settings ? { targetClasses: 9 } : {}) }
    // APGD-T takes nine times as long as the others.
    const count = id === 'apgdT' ? 12 : all / 2
    const held = await heldAfter({ id, settings: complete } as AttackChoice, count)
    const holding = held.filter(Boolean).length
    const reference = referenceVerdicts(`held/${id}/${norm}`, count)
    const counts = countsOf(reference)
    // Starts differ, as they do between seeds of the reference: one picture more or fewer than it finds.
    expect(holding).toBeGreaterThanOrEqual(Math.min(...counts) - 1)
    expect(holding).toBeLessThanOrEqual(Math.max(...counts) + 1)
    // Neither all nor nothing, which any attack or none would give.
    expect(holding).toBeGreaterThan(count / 5)
    expect(holding).toBeLessThan((4 * count) / 5)
    const strangers = held.filter((holds, i) => reference.every((ofSeed) => (ofSeed[i] === 1) !== holds))
    expect(strangers.length, 'pictures that no seed of the reference judges so').toBeLessThanOrEqual(1)
  })

  it('PGD in L1, of which no package projects exactly, is as strong as APGD-CE', async () => {
    const settings = ATTACKS.pgd.defaults('l1', verdicts.epsilons.l1 as Eps01)
    const holding = (await heldAfter({ id: 'pgd', settings }, all)).filter(Boolean).length
    const counts = countsOf(referenceVerdicts('held/apgdCe/l1', all))
    expect(holding).toBeGreaterThanOrEqual(Math.min(...counts) - 2)
    expect(holding).toBeLessThanOrEqual(Math.max(...counts) + 2)
  })
})
