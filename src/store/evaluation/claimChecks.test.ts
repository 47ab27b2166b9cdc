import { describe, expect, it } from 'vitest'
import { NORM_DESCRIPTIONS, type NormId } from '../../engine/attacks/norms/descriptions'
import type { Claim } from '../../engine/checkpoints/claims'
import { differenceInterval } from '../../numbers/differenceInterval'
import { manifestOf } from '../../testing/manifests'
import type { Eps01 } from '../../units'
import { certificateFlag } from './certificateFlag'
import { checkClaims } from './claimChecks'
import type { EvaluationResults, EvaluationRun } from './evaluation'
import { exportCsv, exportJson } from './evaluationExport'
import { outcomeShare } from './evaluationTally'
import { checkFloors } from './floorChecks'
import { floorLine, floorsOf } from './floors'
import { claimsOfRun, flagFindings } from './runClaims'

type Measured = readonly (readonly [shown: number, robust: number])[]

const MODEL = { id: 'one', name: 'One', sha256: '0'.repeat(64), side: 32, classes: [] }
const at = (shown: number, norm: NormId) => (shown / NORM_DESCRIPTIONS[norm].factor) as Eps01

/** An evaluation with so many robust of `images` at each size, of which the first is without an attack. */
function runOf(measured: Measured, images: number, { norm = 'linf' as NormId, search = false } = {}): EvaluationRun {
  const right = measured[0]![1]
  const points = measured.map(([shown, robust]) => ({
    epsilon: at(shown, norm),
    ...outcomeShare({ robust, fooled: right - robust, wrong: images - right }),
    zeroGradient: 0,
  }))
  const attack = { id: 'pgd', settings: { norm, epsilon: points.at(-1)!.epsilon, seed: 0 } }
  const measure = search
    ? { id: 'minimalEpsilon', attack, search: { start: at(1, norm), doublings: 2, bisections: 4 } }
    : { id: 'accuracy', attack, epsilons: points.slice(1).map(({ epsilon }) => epsilon) }
  const results = { id: measure.id, curves: [{ modelId: 'one', points, sizes: [], median: null }] }
  const plan = {
    formatVersion: 3,
    measure,
    models: [MODEL],
    indices: [],
    source: { kind: 'gallery', ids: [] },
    flags: null,
  }
  return { plan, results, flags: {}, records: [], environments: [], progress: {} } as unknown as EvaluationRun
}

const published = (share: number, epsilon255: number, images = 10_000, norm: 'Linf' | 'L2' = 'Linf'): Claim => ({
  ...{ kind: 'attacked', attack: 'PGD-100', norm, epsilon255, share, images, source: 'a paper' },
})
const verified = (share: number, epsilon255: number, images = 10_000, norm: 'Linf' | 'L2' | 'L1' = 'Linf'): Claim => ({
  ...{ kind: 'verified', method: 'CROWN', norm, epsilon255, share, images, source: 'a paper' },
})
const clean = (share: number, images = 10_000): Claim => ({ kind: 'clean', share, images, source: 'a paper' })

/** The verdict, or why there is none. */
function verdictOf(run: EvaluationRun, claim: Claim): string {
  const [check] = checkClaims(run, 'one', [claim])
  return check!.found.missing ?? check!.found.verdict
}

describe('checking a published figure', () => {
  const run = runOf(
    [
      [0, 690],
      [1, 620],
      [2, 550],
    ],
    1000,
  )

  it.each<[string, Claim, string]>([
    ['close to it', clean(0.6925), 'consistent'],
    ['under an attack', published(0.6224, 1), 'consistent'],
    ['above it', published(0.7, 2), 'lower here'],
    ['below it', published(0.5, 2), 'higher here'],
    ['on too few images by itself', published(0.55, 2, 100), 'too few images'],
    ['at an epsilon that was not measured', published(0.3, 8), 'other epsilon'],
    ['at a rounded epsilon', published(0.55, 1.999), 'consistent'],
    ['in another norm', published(0.55, 127.5, 10_000, 'L2'), 'other norm'],
  ])('%s', (_, claim, verdict) => {
    expect(verdictOf(run, claim)).toBe(verdict)
  })

  it('uses Newcombe’s interval of the difference', () => {
    const [check] = checkClaims(run, 'one', [published(0.6224, 1)])
    expect(check!.found).toMatchObject({
      difference: expect.closeTo(0.62 - 0.6224, 12),
      interval: differenceInterval({ share: 0.62, images: 1000 }, { share: 0.6224, images: 10_000 }),
    })
  })

  it('says how many images would be enough if there are too few', () => {
    const [check] = checkClaims(runOf([[0, 45]], 64), 'one', [clean(0.6925)])
    expect(check!.found).toMatchObject({ verdict: 'too few images', imagesNeeded: 365 })
  })

  it('works in L2, and without an attack in every norm', () => {
    const inL2 = runOf(
      [
        [0, 690],
        [0.1, 620],
        [0.5, 550],
      ],
      1000,
      { norm: 'l2' },
    )
    expect(verdictOf(inL2, published(0.62, 25.5, 10_000, 'L2'))).toBe('consistent')
    expect(verdictOf(inL2, clean(0.6925))).toBe('consistent')
  })

  it('interpolates a search between its steps, but not beyond', () => {
    const search = runOf(
      [
        [0, 690],
        [1.5, 620],
        [3, 550],
      ],
      1000,
      { search: true },
    )
    expect(verdictOf(search, published(0.62, 2))).toBe('consistent')
    expect(verdictOf(search, published(0.55, 4))).toBe('consistent')
    expect(verdictOf(search, published(0.55, 5))).toBe('other epsilon')
  })

  it('gives no verdict without images', () => {
    expect(verdictOf(runOf([[0, 0]], 0), clean(0.7))).toBe('no image yet')
  })
})

describe('verified accuracy is a floor', () => {
  it('that holds for smaller perturbations too', () => {
    const floors = floorsOf([verified(0.27, 2), verified(0.2, 1), verified(0.1, 4), clean(0.9)], 'linf', MODEL)
    const line = floorLine(floors).map(({ epsilon, share }) => [255 * epsilon, share])
    expect(line).toEqual([
      [0, 0.27],
      [1, 0.27],
      [2, 0.27],
      [4, 0.1],
    ])
  })

  // ‖δ‖∞ ≤ ‖δ‖₂ ≤ ‖δ‖₁, ‖δ‖₂ ≤ √d ‖δ‖∞, ‖δ‖₁ ≤ √d ‖δ‖₂ and ‖δ‖₁ ≤ d ‖δ‖∞ of d values.
  it.each<['Linf' | 'L2' | 'L1', NormId, number]>([
    ['Linf', 'linf', 1],
    ['Linf', 'l2', 1],
    ['L2', 'l1', 1],
    ['L2', 'linf', 1 / Math.sqrt(3072)],
    ['L1', 'l2', 1 / Math.sqrt(3072)],
    ['L1', 'linf', 1 / 3072],
  ])('in %s for a ball of %s', (norm, attacked, factor) => {
    const [floor] = floorsOf([verified(0.5, 255, 100, norm)], attacked, MODEL)
    expect(floor!.epsilon / factor).toBeCloseTo(1, 12)
  })
})

describe('fewer robust images than verified', () => {
  const claims = [verified(0.5716, 1), verified(0.2688, 2)]

  it('raise no flag if as many are, or it may be chance', () => {
    const flag = certificateFlag(
      runOf(
        [
          [0, 690],
          [1, 620],
          [2, 260],
        ],
        1000,
      ),
      MODEL,
      claims,
    )
    expect(flag).toMatchObject({ status: 'clear', remedy: null })
    expect(flag!.seen).toMatch(
      /^260 of 1,000 images \(26.0 %\) are robust at ε = 2\/255, and CROWN has verified 26.9 %/,
    )
  })

  it('raise a flag beyond chance, with what to look at', () => {
    const flag = certificateFlag(
      runOf(
        [
          [0, 690],
          [1, 620],
          [2, 180],
        ],
        1000,
      ),
      MODEL,
      claims,
    )
    expect(flag).toMatchObject({
      id: 'below-certificate',
      status: 'raised',
      numbers: { robust: 0.18, verified: 0.2688 },
    })
    expectSentenceOf(flag!.seen)
    expect(flag!.remedy).toMatch(/read rightly/)
  })

  it('raise a flag without an attack too: a misread model', () => {
    const flag = certificateFlag(
      runOf(
        [
          [0, 300],
          [8, 100],
        ],
        1000,
      ),
      MODEL,
      claims,
    )
    expect(flag).toMatchObject({ status: 'raised' })
    expect(flag!.seen).toMatch(/are right without an attack/)
  })

  it('cannot be noticed on a few images, which is said', () => {
    const flag = certificateFlag(
      runOf(
        [
          [0, 3],
          [2, 0],
        ],
        4,
      ),
      MODEL,
      [verified(0.2688, 2)],
    )
    expect(flag).toMatchObject({ status: 'unknown' })
  })

  it('are reported of transfer, whose images are in the ball', () => {
    const { plan } = runOf(
      [
        [0, 690],
        [2, 180],
      ],
      1000,
    )
    const cell = { from: 'other', to: 'one', ...outcomeShare({ robust: 180, fooled: 510, wrong: 310 }), unperturbed: 0 }
    const results: EvaluationResults = { id: 'transfer', cells: [cell, { ...cell, to: 'other' }] }
    expect(checkFloors({ plan, results }, MODEL, claims)).toHaveLength(1)
    expect(certificateFlag({ plan, results }, MODEL, claims)).toMatchObject({ status: 'raised' })
  })

  it('do not matter if nothing is verified', () => {
    expect(flagFindings(runOf([[0, 1]], 10), MODEL, { one: [clean(0.9)] })).toEqual([])
  })
})

describe('exported published figures', () => {
  const run = runOf(
    [
      [0, 690],
      [1, 620],
      [2, 180],
    ],
    1000,
  )
  const claims = { one: [clean(0.6925), published(0.3, 8), verified(0.2688, 2)] }

  it('have a CSV row each after those of the measurement', () => {
    const plain = exportCsv(run).trimEnd().split('\r\n')
    const rows = exportCsv(run, claims).trimEnd().split('\r\n')
    expect(rows).toHaveLength(plain.length + 3)
    expect(rows.slice(1, plain.length).map((row) => row.replace(/,+$/, ''))).toEqual(
      plain.slice(1).map((row) => row.replace(/,+$/, '')),
    )
    const columns = rows[0]!.split(',')
    const cells = rows.slice(-3).map((row) => Object.fromEntries(row.split(',').map((cell, i) => [columns[i], cell])))
    expect(cells).toMatchObject([
      { published: 'clean', published_share: '0.6925', share: '0.69', epsilon: '0', verdict: 'consistent' },
      { published: 'attacked', share: '', difference: '', verdict: 'not measured: other epsilon' },
      { published: 'verified', published_by: 'CROWN', share: '0.18', verdict: 'fewer than verified' },
    ])
  })

  it('are compared in JSON, with the flag', () => {
    const read = JSON.parse(exportJson(run, claims))
    expect(read.published.models.one.claims).toEqual(claims.one)
    expect(read.published.models.one.checks[0].found.verdict).toBe('consistent')
    expect(read.flags.one[0]).toMatchObject({ id: 'below-certificate', status: 'raised' })
    expect(JSON.parse(exportJson(run))).not.toHaveProperty('published')
  })
})

it('are included as long as the weights are those of the run', () => {
  const run = runOf([[0, 690]], 1000)
  const manifest = manifestOf({ id: 'one', claims: [clean(0.9)] })
  expect(claimsOfRun(run, () => manifest)).toEqual({ one: [clean(0.9)] })
  expect(claimsOfRun(run, () => manifestOf({ claims: [clean(0.9)], weights: { sha256: '1'.repeat(64) } }))).toEqual({})
  expect(claimsOfRun(run, () => undefined)).toEqual({})
})

function expectSentenceOf(text: string): void {
  expect(text).toMatch(/^\d.*\.$/)
}
