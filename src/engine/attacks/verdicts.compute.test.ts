/** @file Complete attacks, with every step that is published, against the reference packages: on the quickest backend that Node has. */
import { beforeAll, describe, expect, it } from 'vitest'
import { readAttackGoldenIndex, tinyClassifier, tinyImages } from '../../testing/attackGoldens'
import { prepareBackend } from '../../testing/backends'
import { readGoldens } from '../../testing/goldens'
import type { Eps01, Pixels01 } from '../../units'
import type { Classifier } from '../classifier'
import { UNCONTROLLED } from '../jobControl'
import { attackImages } from './loop/attackImages'
import type { NormId } from './norms/types'
import { ATTACKS, type AttackChoice, type AttackId } from './registry'

const { verdicts } = await readAttackGoldenIndex()
const golden = await readGoldens('attacks-verdicts.safetensors')
const all = golden('labels').values.length
const seeds = verdicts.seeds.length

/** Of every seed of the reference, which of the first `count` images are robust: 1, else 0. */
function referenceVerdicts(name: string, count: number): number[][] {
  const { values } = golden(name)
  return Array.from({ length: seeds }, (_, seed) => Array.from(values.slice(seed * all, seed * all + count)))
}

const countsOf = (verdictsOfSeeds: number[][]) =>
  verdictsOfSeeds.map((robust) => robust.reduce((sum, isRobust) => sum + isRobust, 0))

// Complete attacks take a while where other work runs beside them.
describe('robust accuracy of complete attacks', { timeout: 300_000 }, () => {
  let classifier: Classifier
  beforeAll(async () => {
    await prepareBackend('wasm')
    classifier = tinyClassifier()
  })

  const robustAfter = async (choice: AttackChoice, count: number) => {
    const { pixels, labels } = tinyImages(count)
    const input = { pixels: pixels as Pixels01, labels, attack: choice, batchSize: 64 }
    return (await attackImages(classifier, input, UNCONTROLLED)).map(({ verdict }) => verdict === 'robust')
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
    const robust = await robustAfter({ id, settings: complete } as AttackChoice, count)
    const robustCount = robust.filter(Boolean).length
    const reference = referenceVerdicts(`held/${id}/${norm}`, count)
    const counts = countsOf(reference)
    // Starts differ, as they do between seeds of the reference: one image more or fewer than it finds.
    expect(robustCount).toBeGreaterThanOrEqual(Math.min(...counts) - 1)
    expect(robustCount).toBeLessThanOrEqual(Math.max(...counts) + 1)
    // Neither all nor nothing, which any attack or none would give.
    expect(robustCount).toBeGreaterThan(count / 5)
    expect(robustCount).toBeLessThan((4 * count) / 5)
    const strangers = robust.filter((isRobust, i) => reference.every((ofSeed) => (ofSeed[i] === 1) !== isRobust))
    expect(strangers.length, 'images that no seed of the reference judges so').toBeLessThanOrEqual(1)
  })

  it('PGD in L1 is as strong as APGD-CE', async () => {
    const settings = ATTACKS.pgd.defaults('l1', verdicts.epsilons.l1 as Eps01)
    const robust = (await robustAfter({ id: 'pgd', settings }, all)).filter(Boolean).length
    const counts = countsOf(referenceVerdicts('held/apgdCe/l1', all))
    expect(robust).toBeGreaterThanOrEqual(Math.min(...counts) - 2)
    expect(robust).toBeLessThanOrEqual(Math.max(...counts) + 2)
  })
})
