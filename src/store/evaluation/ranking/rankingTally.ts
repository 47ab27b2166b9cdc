/** @file A ranking from its judgements: of every attack the sizes that it found, and how near the best of all they come. */
import { createRng } from '../../../engine/random'
import { largestOf } from '../../../numbers/extremes'
import { optimalityOf } from '../../../numbers/optimality'
import type { RankedAttack, RankedModel } from '../evaluation'
import { advance, type Course, coursesBefore, isTransfer, type Records, searchPlan } from '../evaluationJobs'
import { blockCount, type EvaluationPlan, keyOf } from '../evaluationPlan'
import { contendersOf, type RankedSearch } from './contenders'

const SEED = 1

/** One image under one attack. */
interface Found {
  readonly index: number
  readonly size: number
  readonly passes: number
}

/** Of blocks whose searches are finished in every attack, so that all attacks are ranked on the same images. */
export function rankedModel(plan: EvaluationPlan, modelId: string, records: Records): RankedModel {
  const contenders = plan.measure.id === 'ranking' ? contendersOf(plan.measure) : []
  const found = contenders.map((): Found[] => [])
  for (let block = 0; block < blockCount(plan); block++) {
    const searches = contenders.map((contender) => searched(plan, contender, { block, modelId, records }))
    if (searches.some((search) => search === null)) continue
    for (const [place, search] of searches.entries()) for (const one of search as Found[]) found[place]?.push(one)
  }
  const sizes = found.map((images) => images.map(({ size }) => size))
  const isRight = (sizes[0] ?? []).map((size) => size > 0)
  const optimality = optimalityOf(sizes, createRng(SEED).uniform)
  return {
    modelId,
    images: isRight.length,
    wrong: isRight.filter((each) => !each).length,
    attacks: contenders.map((_, place): RankedAttack => {
      const right = (found[place] as Found[]).filter((_, image) => isRight[image])
      return {
        optimality: optimality[place] ?? null,
        fooled: right.filter(({ size }) => Number.isFinite(size)).length,
        median: medianOf(right.map(({ size }) => size)),
        passes: passesOf(right),
        sizes: sizes[place] as number[],
      }
    }),
  }
}

/** null while it is running. Images that could not be read are missing. */
function searched(
  plan: EvaluationPlan,
  contender: RankedSearch,
  { block, modelId, records }: { readonly block: number; readonly modelId: string; readonly records: Records },
): Found[] | null {
  const own = searchPlan(plan, contender)
  const courses = coursesBefore(own, { block, step: 0, modelId }, new Map())
  const passes = new Map<number, number>()
  for (let step = contender.first; courses.some(({ state }) => state === 'ongoing'); step++) {
    const outcome = records.get(keyOf({ block, step, modelId }))?.outcome
    if (outcome === undefined || isTransfer(outcome)) return null
    advance(own, courses, outcome)
    for (const [place, index] of outcome.indices.entries()) {
      passes.set(index, (passes.get(index) ?? 0) + (outcome.passes?.[place] ?? Number.NaN))
    }
  }
  return courses
    .filter(({ state }: Course) => state !== 'missing')
    .map(({ index, size }) => ({ index, size, passes: passes.get(index) ?? Number.NaN }))
}

function medianOf(sizes: readonly number[]): number | null {
  const sorted = sizes.toSorted((one, other) => one - other)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** null where they were not counted. */
function passesOf(found: readonly Found[]): RankedAttack['passes'] {
  const counts = found.map(({ passes }) => passes)
  if (counts.length === 0 || counts.some(Number.isNaN)) return null
  return { mean: counts.reduce((sum, count) => sum + count, 0) / counts.length, most: largestOf(counts) }
}
