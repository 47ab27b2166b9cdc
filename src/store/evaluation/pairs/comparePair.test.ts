import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Eps01 } from '../../../units'
import type { EvaluationRun } from '../evaluation'
import { tally } from '../evaluationTally'
import { comparePair } from './comparePair'
import { robustImages } from './robustImages'

const results = JSON.parse(readFileSync(new URL('../../../plans/goldens/results.json', import.meta.url), 'utf8'))
const run = results as Pick<EvaluationRun, 'plan' | 'records'>
const [natural, adversarial] = run.plan.models.map(({ id }) => id) as [string, string]
const EPSILONS = [0, 4 / 255, 8 / 255, 16 / 255]

describe('robust images', () => {
  it.each(EPSILONS)('are as many as the curve has, at ε = %d', (epsilon) => {
    const found = tally(run.plan, run.records)
    if (found.id !== 'accuracy') return expect.fail('it is no curve')
    for (const { modelId, points } of found.curves) {
      const robust = robustImages(run, modelId, epsilon) ?? expect.fail('it is measured')
      expect(robust.size).toBe(40)
      const place = EPSILONS.indexOf(epsilon)
      expect([...robust.values()].filter(Boolean)).toHaveLength(points[place]?.robust as number)
    }
  })

  it('of a block that is not judged up to the epsilon are left out', () => {
    const { plan } = run
    const records = run.records.filter(({ block, step }) => !(block === 1 && step === 1))
    expect(robustImages({ plan, records }, natural, 4 / 255)?.size).toBe(40)
    expect(robustImages({ plan, records }, natural, 8 / 255)?.size).toBe(32)
  })

  it('of a search are those with a larger smallest epsilon', () => {
    const search = { start: 0.1 as Eps01, doublings: 1, bisections: 0 }
    const plan = {
      ...run.plan,
      measure: { id: 'minimalEpsilon', attack: run.plan.measure.attack, search },
      indices: [7, 8, 9],
    } as EvaluationRun['plan']
    const outcome = (indices: number[], verdicts: string[], sizes: (number | null)[]) => ({
      ...{ indices, verdicts, sizes, fooledBy: indices.map(() => null), zeroGradient: indices.map(() => false) },
    })
    const records = [
      {
        block: 0,
        step: 0,
        modelId: natural,
        environment: 0,
        outcome: outcome([7, 8, 9], ['fooled', 'robust', 'wrong'], [0.09, null, 0]),
      },
      { block: 0, step: 1, modelId: natural, environment: 0, outcome: outcome([8], ['robust'], [null]) },
    ] as unknown as EvaluationRun['records']
    const at = (epsilon: number) => [...(robustImages({ plan, records }, natural, epsilon) ?? [])]
    expect(at(0)).toEqual([
      [7, true],
      [8, true],
      [9, false],
    ])
    expect(at(0.05)).toEqual([
      [7, true],
      [8, true],
      [9, false],
    ])
    expect(at(0.1)).toEqual([
      [7, false],
      [8, true],
      [9, false],
    ])
    expect(robustImages({ plan, records }, natural, 0.3), 'beyond the search').toBeNull()
  })
})

describe('a comparison on the same images', () => {
  const one = { run, modelId: adversarial }
  const other = { run, modelId: natural }

  it('counts image by image', () => {
    const compared = comparePair(one, other, 8 / 255)
    if (compared.refusal !== null) return expect.fail(compared.refusal)
    const [first, second] = [adversarial, natural].map((id) => robustImages(run, id, 8 / 255) as Map<number, boolean>)
    const onlyOne = [...(first ?? [])].filter(([index, isRobust]) => isRobust && !second?.get(index))
    expect(compared.counts.onlyOne).toBe(onlyOne.length)
    expect(compared).toMatchObject({ images: 40, difference: 24 / 40 })
  })

  it('is restricted to the images that both have', () => {
    const { plan } = run
    const some = { plan, records: run.records.filter(({ block }) => block === 0) }
    expect(comparePair({ ...one, run: some }, other, 8 / 255)).toMatchObject({ refusal: null, images: 32 })
    expect(comparePair({ ...one, run: { plan, records: [] } }, other, 0)).toEqual({ refusal: 'no image in common' })
  })

  it('is refused for other images, or where nothing is measured', () => {
    const { source } = run.plan
    if (source.kind !== 'dataSet') return expect.fail('it is a data set')
    const dataSet = { ...source.dataSet, count: 4999 }
    const elsewhere = { ...run, plan: { ...run.plan, source: { ...source, dataSet } } }
    expect(comparePair({ ...one, run: elsewhere }, other, 0)).toEqual({ refusal: 'other images' })
    const gallery = { ...run, plan: { ...run.plan, source: { kind: 'gallery', ids: ['a'] } as const } }
    expect(comparePair({ ...one, run: gallery }, other, 0)).toEqual({ refusal: 'other images' })
    expect(comparePair(one, other, 5 / 255)).toEqual({ refusal: 'not measured here' })
  })
})
