import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { imagesOfPair, type PairCounts, pairedChance, pairedDifference, pairedInterval } from './pairedDifference'

interface Golden {
  readonly counts: PairCounts
  readonly low: number
  readonly high: number
  readonly chance: number
}

/** models/training/make_paired_goldens.py wrote them. */
const { tables: GOLDENS }: { tables: readonly Golden[] } = JSON.parse(
  readFileSync(new URL('../../e2e/goldens/paired.json', import.meta.url), 'utf8'),
)

describe('a difference on the same images', () => {
  it.each(GOLDENS)(
    'is that of the Python implementation: $counts.both, $counts.onlyOne, $counts.onlyOther, $counts.neither',
    ({ counts, ...golden }) => {
      const { low, high } = pairedInterval(counts)
      expect(low).toBeCloseTo(golden.low, 10)
      expect(high).toBeCloseTo(golden.high, 10)
      expect(pairedChance(counts)).toBeCloseTo(golden.chance, 12)
    },
  )

  it('is the opposite where the two are exchanged', () => {
    for (const { counts } of GOLDENS) {
      const exchanged = { ...counts, onlyOne: counts.onlyOther, onlyOther: counts.onlyOne }
      expect(pairedDifference(exchanged)).toBeCloseTo(-pairedDifference(counts), 14)
      const { low, high } = pairedInterval(exchanged)
      expect([-high, -low]).toEqual([
        expect.closeTo(pairedInterval(counts).low, 12),
        expect.closeTo(pairedInterval(counts).high, 12),
      ])
    }
  })

  // Every table of so many images with its probability, so that nothing is left to chance.
  it.each([
    { images: 30, both: 0.6, onlyOne: 0.15, onlyOther: 0.05 },
    { images: 30, both: 0.3, onlyOne: 0.1, onlyOther: 0.1 },
    { images: 40, both: 0.5, onlyOne: 0.3, onlyOther: 0.02 },
    { images: 40, both: 0.85, onlyOne: 0.06, onlyOther: 0.03 },
  ])('is covered as often as claimed: n = $images, $onlyOne, $onlyOther', ({ images, ...shares }) => {
    const truth = shares.onlyOne - shares.onlyOther
    let covered = 0
    let total = 0
    for (const { counts, chance } of tablesOf(images, shares)) {
      const { low, high } = pairedInterval(counts)
      total += chance
      if (low <= truth && truth <= high) covered += chance
    }
    expect(total).toBeCloseTo(1, 8)
    expect(covered).toBeGreaterThan(0.93)
    expect(covered).toBeLessThan(0.99)
  })

  it('that is none has p < 0.05 in at most 5 of 100 samples', () => {
    let rejected = 0
    for (const { counts, chance } of tablesOf(40, { both: 0.5, onlyOne: 0.2, onlyOther: 0.2 })) {
      if (pairedChance(counts) < 0.05) rejected += chance
    }
    expect(rejected).toBeLessThanOrEqual(0.05)
    expect(rejected).toBeGreaterThan(0.01)
  })
})

type Shares = Omit<PairCounts, 'neither'>

function* tablesOf(images: number, { both: p, onlyOne: q, onlyOther: r }: Shares) {
  const logFactorials = [0]
  for (let i = 1; i <= images; i++) logFactorials.push((logFactorials[i - 1] as number) + Math.log(i))
  const logs = [p, q, r, 1 - p - q - r].map(Math.log)
  for (let both = 0; both <= images; both++) {
    for (let onlyOne = 0; both + onlyOne <= images; onlyOne++) {
      for (let onlyOther = 0; both + onlyOne + onlyOther <= images; onlyOther++) {
        const counts: PairCounts = { both, onlyOne, onlyOther, neither: images - both - onlyOne - onlyOther }
        const each = [counts.both, counts.onlyOne, counts.onlyOther, counts.neither]
        const log = each.reduce(
          (sum, count, i) => sum + count * (logs[i] as number) - (logFactorials[count] as number),
          logFactorials[imagesOfPair(counts)] as number,
        )
        yield { counts, chance: Math.exp(log) }
      }
    }
  }
}
