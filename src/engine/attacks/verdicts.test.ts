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
const labelsOfAll = golden('labels').values
const { pixels, labels } = tinyPictures(labelsOfAll.length)
const count = labels.length
const seeds = verdicts.seeds.length

/** How many pictures hold, of every seed of the reference. */
function referenceCounts(name: string): number[] {
  const { values } = golden(name)
  return Array.from({ length: seeds }, (_, seed) =>
    values.slice(seed * count, (seed + 1) * count).reduce((sum, held) => sum + held, 0),
  )
}

// Complete attacks take a while where other work runs beside them.
describe('robust accuracy of complete attacks', { timeout: 300_000 }, () => {
  let classifier: Classifier
  beforeAll(async () => {
    await prepareBackend('wasm')
    classifier = tinyClassifier()
  })

  const heldAfter = async (choice: AttackChoice) => {
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
    const held = await heldAfter({ id, settings: complete } as AttackChoice)
    const holding = held.filter(Boolean).length
    const counts = referenceCounts(`held/${id}/${norm}`)
    // Starts differ, as they do between seeds of the reference: one picture more or fewer than it finds.
    expect(holding).toBeGreaterThanOrEqual(Math.min(...counts) - 1)
    expect(holding).toBeLessThanOrEqual(Math.max(...counts) + 1)
    // Neither all nor nothing, which any attack or none would give.
    expect(holding).toBeGreaterThan(count / 4)
    expect(holding).toBeLessThan((3 * count) / 4)
    const { values } = golden(`held/${id}/${norm}`)
    const stranger = held.filter((holds, i) =>
      verdicts.seeds.every((_, seed) => (values[seed * count + i] === 1) !== holds),
    )
    expect(stranger.length, 'pictures that no seed of the reference judges so').toBeLessThanOrEqual(1)
  })

  it('PGD in L1, of which no package projects exactly, is as strong as APGD-CE', async () => {
    const settings = ATTACKS.pgd.defaults('l1', verdicts.epsilons.l1 as Eps01)
    const holding = (await heldAfter({ id: 'pgd', settings })).filter(Boolean).length
    const counts = referenceCounts('held/apgdCe/l1')
    expect(holding).toBeGreaterThanOrEqual(Math.min(...counts) - 2)
    expect(holding).toBeLessThanOrEqual(Math.max(...counts) + 2)
  })
})
