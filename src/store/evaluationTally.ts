/** @file From single judgements to shares with their intervals. Pure: the same records give the same results. */
import { wilsonInterval } from '../numbers/wilson'
import type { Eps01 } from '../units'
import type {
  AccuracyCurve,
  CurvePoint,
  EvaluationResults,
  HeldShare,
  MinimalEpsilonCurve,
  TransferCell,
} from './evaluation'
import { advance, type Course, coursesBefore, isTransfer, type Records, recordsByKey } from './evaluationJobs'
import { blockCount, type EvaluationPlan, type JobRecord, keyOf } from './evaluationPlan'

export function tally(plan: EvaluationPlan, records: readonly JobRecord[]): EvaluationResults {
  const byKey = recordsByKey(records)
  const modelIds = plan.models.map(({ id }) => id)
  const { measure } = plan
  if (measure.id === 'accuracy') {
    const curves = modelIds.map((modelId) => accuracyCurve(plan, measure.epsilons, modelId, byKey))
    return { id: 'accuracy', curves }
  }
  if (measure.id === 'minimalEpsilon') {
    return { id: 'minimalEpsilon', curves: modelIds.map((modelId) => minimalEpsilonCurve(plan, modelId, byKey)) }
  }
  return { id: 'transfer', cells: transferCells(modelIds, records) }
}

export function heldShare(held: number, pictures: number): HeldShare {
  if (pictures === 0) return { held, pictures, share: null, interval: null }
  return { held, pictures, share: held / pictures, interval: wilsonInterval(held / pictures, pictures) }
}

const firstCourses = (plan: EvaluationPlan, block: number, modelId: string): Course[] =>
  coursesBefore(plan, { block, step: 0, modelId }, new Map())

function accuracyCurve(
  plan: EvaluationPlan,
  epsilons: readonly Eps01[],
  modelId: string,
  records: Records,
): AccuracyCurve {
  // The clean picture first, then every epsilon.
  const counts = [0, ...epsilons].map(() => ({ held: 0, pictures: 0 }))
  for (let block = 0; block < blockCount(plan); block++) {
    const courses = firstCourses(plan, block, modelId)
    for (let step = 0; step < epsilons.length; step++) {
      const record = records.get(keyOf({ block, step, modelId }))
      // A later step can not have been judged without this one.
      if (record === undefined || isTransfer(record.outcome)) break
      advance(plan, courses, record.outcome)
      const read = courses.filter(({ state }) => state !== 'missing')
      if (step === 0) add(counts[0], read.filter(({ state }) => state !== 'wrong').length, read.length)
      add(counts[step + 1], read.filter(({ state }) => state === 'standing').length, read.length)
    }
  }
  const points = [0, ...epsilons].map((epsilon, i): CurvePoint => {
    const { held, pictures } = counts[i] as Count
    return { epsilon: epsilon as Eps01, ...heldShare(held, pictures) }
  })
  return { modelId, points }
}

interface Count {
  held: number
  pictures: number
}

function add(count: Count | undefined, held: number, pictures: number): void {
  if (count === undefined) return
  count.held += held
  count.pictures += pictures
}

function minimalEpsilonCurve(plan: EvaluationPlan, modelId: string, records: Records): MinimalEpsilonCurve {
  const sizes: number[] = []
  let searching = 0
  for (let block = 0; block < blockCount(plan); block++) {
    const courses = firstCourses(plan, block, modelId)
    let step = 0
    for (; ; step++) {
      const record = records.get(keyOf({ block, step, modelId }))
      if (record === undefined || isTransfer(record.outcome)) break
      advance(plan, courses, record.outcome)
    }
    // Of a block that is under way those are known first that are extreme, so it counts only when it is whole.
    const standing = courses.filter(({ state }) => state === 'standing').length
    if (standing > 0) searching += step > 0 ? standing : 0
    else sizes.push(...courses.filter(({ state }) => state !== 'missing').map(({ size }) => size))
  }
  sizes.sort((a, b) => a - b)
  return { modelId, sizes, searching, points: stepPoints(sizes), median: median(sizes) }
}

/** Share of sizes above each epsilon at which it changes, and at 0. */
function stepPoints(sorted: readonly number[]): CurvePoint[] {
  const points: CurvePoint[] = []
  const at = (epsilon: number, held: number) =>
    points.push({ epsilon: epsilon as Eps01, ...heldShare(held, sorted.length) })
  let place = 0
  const skip = (epsilon: number) => {
    while ((sorted[place] ?? Number.POSITIVE_INFINITY) <= epsilon && place < sorted.length) place++
  }
  skip(0)
  at(0, sorted.length - place)
  while (place < sorted.length && Number.isFinite(sorted[place])) {
    const epsilon = sorted[place] as number
    skip(epsilon)
    at(epsilon, sorted.length - place)
  }
  return points
}

function median(sorted: readonly number[]): number | null {
  if (sorted.length === 0) return null
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]]
  return ((low as number) + (high as number)) / 2
}

function transferCells(modelIds: readonly string[], records: readonly JobRecord[]): TransferCell[] {
  return modelIds.flatMap((from) => {
    const outcomes = records
      .filter(({ modelId }) => modelId === from)
      .map(({ outcome }) => outcome)
      .filter(isTransfer)
    return modelIds.map((to): TransferCell => {
      const held = outcomes.flatMap((outcome) => outcome.held[to] ?? [])
      return { from, to, ...heldShare(held.filter(Boolean).length, held.length) }
    })
  })
}
