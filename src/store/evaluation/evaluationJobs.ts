/** @file What each job of an evaluation must judge, given earlier judgements. Pure, so that a resumed run continues as if uninterrupted. */
import type { Judgement, TransferOutcome } from '../../engine/evaluation/types'
import { nextEpsilon } from '../../numbers/epsilonSearch'
import type { Eps01 } from '../../units'
import { attackOfStep, type EvaluationPlan, indicesOfBlock, type JobKey, type JobRecord, keyOf } from './evaluationPlan'
import { isSameEpsilon } from './measuredAt'
import { contenderAt, type RankedSearch } from './ranking/contenders'

/** Records by key. */
export type Records = ReadonlyMap<string, JobRecord>

export const recordsByKey = (records: readonly JobRecord[]): Map<string, JobRecord> =>
  new Map(records.map((record) => [keyOf(record), record]))

/** An image to judge at an epsilon. */
export interface Ask {
  readonly index: number
  readonly epsilon: Eps01
}

/** The state of one image on one model as its block proceeds. */
export interface Course {
  readonly index: number
  /**
   * `ongoing`: robust so far, or still being searched; `fooled` and `wrong` as judged; `done`: the search has ended;
   * `missing`: the image could not be read.
   */
  state: 'ongoing' | 'fooled' | 'wrong' | 'done' | 'missing'
  /** Whether each trial so far fooled the model. */
  readonly fooled: boolean[]
  /** The smallest perturbation that has fooled the model so far; Infinity if none has. */
  size: number
  /** Whether the last attack could not move because every gradient was zero. */
  zeroGradient: boolean
}

/**
 * The state of every image of a block before `step`, from the judgements of the steps before it.
 *
 * A model that is fooled at one epsilon counts as fooled at larger ones, whose balls contain the same perturbation. The
 * reverse is not assumed: robust images are attacked again.
 */
export function coursesBefore(whole: EvaluationPlan, { block, step, modelId }: JobKey, records: Records): Course[] {
  const { plan, first } = searchAt(whole, step)
  const courses = indicesOfBlock(plan, block).map(
    (index): Course => ({ index, state: 'ongoing', fooled: [], size: Number.POSITIVE_INFINITY, zeroGradient: false }),
  )
  for (let before = first; before < step; before++) {
    const record = records.get(keyOf({ block, step: before, modelId }))
    if (record) advance(plan, courses, record.outcome as Judgement)
  }
  return courses
}

/** The search of one attack of a ranking as a plan of its own. */
export const searchPlan = (plan: EvaluationPlan, { attack, search }: RankedSearch): EvaluationPlan => ({
  ...plan,
  measure: { id: 'minimalEpsilon', attack, search },
})

/** The plan that a step belongs to, and its first step: in a ranking the search of one attack alone. */
function searchAt(plan: EvaluationPlan, step: number): { readonly plan: EvaluationPlan; readonly first: number } {
  if (plan.measure.id !== 'ranking') return { plan, first: 0 }
  const contender = contenderAt(plan.measure, step)
  return { plan: searchPlan(plan, contender), first: contender.first }
}

/** Updates the courses with one step's judgement. */
export function advance({ measure }: EvaluationPlan, courses: readonly Course[], judgement: Judgement): void {
  const places = new Map(judgement.indices.map((index, place) => [index, place]))
  for (const course of courses) {
    if (course.state !== 'ongoing') continue
    const place = places.get(course.index)
    if (place === undefined) {
      course.state = 'missing'
      continue
    }
    const verdict = judgement.verdicts[place]
    course.zeroGradient = judgement.zeroGradient[place] as boolean
    if (verdict !== 'robust') {
      const tried = measure.id === 'minimalEpsilon' ? nextEpsilon(measure.search, course.fooled) : null
      course.size = Math.min(course.size, withinTrial(judgement.sizes[place] as number, tried))
    }
    if (verdict === 'wrong') {
      course.state = 'wrong'
      continue
    }
    course.fooled.push(verdict === 'fooled')
    if (measure.id === 'minimalEpsilon') {
      if (nextEpsilon(measure.search, course.fooled) === null) course.state = 'done'
    } else if (verdict === 'fooled' && measure.id !== 'worstCase') course.state = 'fooled'
  }
}

/**
 * A size as it counts in a search. Pixels are rounded to float32, and the difference of two of them may be a little above
 * the epsilon within which an attack found it: the image would count as robust at that very epsilon.
 */
const withinTrial = (size: number, tried: Eps01 | null): number =>
  tried !== null && size > tried && isSameEpsilon(size, tried) ? tried : size

/** What a job must judge; empty if everything is known already. */
export function asksOf(plan: EvaluationPlan, key: JobKey, records: Records): Ask[] {
  const { measure } = searchAt(plan, key.step).plan
  if (measure.id === 'transfer' || measure.id === 'ranking') return []
  return coursesBefore(plan, key, records)
    .filter(({ state }) => state === 'ongoing')
    .map(({ index, fooled }) => ({
      index,
      epsilon:
        measure.id === 'worstCase'
          ? attackOfStep(measure, key.step).settings.epsilon
          : measure.id === 'accuracy'
            ? (measure.epsilons[key.step] as Eps01)
            : (nextEpsilon(measure.search, fooled) as Eps01),
    }))
}

export const isTransfer = (outcome: JobRecord['outcome']): outcome is TransferOutcome => 'unperturbed' in outcome

/** The outcome of a job with nothing to judge. */
export const NOTHING_JUDGED: Judgement = { indices: [], verdicts: [], sizes: [], fooledBy: [], zeroGradient: [] }
