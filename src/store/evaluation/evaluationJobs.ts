/** @file What each job of an evaluation is to judge, by what was judged before it. Pure, so that a run that was cut off goes on as it would have. */
import type { Judgement, TransferOutcome } from '../../engine/evaluation/types'
import { nextEpsilon } from '../../numbers/epsilonSearch'
import type { Eps01 } from '../../units'
import { type EvaluationPlan, indicesOfBlock, type JobKey, type JobRecord, keyOf } from './evaluationPlan'

/** Records by their keys. */
export type Records = ReadonlyMap<string, JobRecord>

export const recordsByKey = (records: readonly JobRecord[]): Map<string, JobRecord> =>
  new Map(records.map((record) => [keyOf(record), record]))

/** An image that is to be judged, at an epsilon. */
export interface Ask {
  readonly index: number
  readonly epsilon: Eps01
}

/** One image's way through the steps of its block, on one model. */
export interface Course {
  readonly index: number
  /**
   * `ongoing`: robust so far, or its search goes on; `fooled` and `wrong` as judged; `done`: its search is over;
   * `missing`: it could not be read.
   */
  state: 'ongoing' | 'fooled' | 'wrong' | 'done' | 'missing'
  /** Of each trial so far, whether it fooled the model. */
  readonly fooled: boolean[]
  /** The smallest perturbation that fooled it so far; Infinity where none did. */
  size: number
  /** Whether the last attack could not move on it, every gradient being zero. */
  zeroGradient: boolean
}

/**
 * The state of every image of a block before `step`, from the judgements of the steps before it.
 *
 * An image on which the model is fooled counts as such at larger epsilons: what fooled it lies in their balls, too.
 * The reverse is not assumed: robust images are attacked again.
 */
export function coursesBefore(plan: EvaluationPlan, { block, step, modelId }: JobKey, records: Records): Course[] {
  const courses = indicesOfBlock(plan, block).map(
    (index): Course => ({ index, state: 'ongoing', fooled: [], size: Number.POSITIVE_INFINITY, zeroGradient: false }),
  )
  for (let before = 0; before < step; before++) {
    const record = records.get(keyOf({ block, step: before, modelId }))
    if (record) advance(plan, courses, record.outcome as Judgement)
  }
  return courses
}

/** Takes one step's judgement into the courses. */
export function advance(plan: EvaluationPlan, courses: readonly Course[], judgement: Judgement): void {
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
    if (verdict !== 'robust') course.size = Math.min(course.size, judgement.sizes[place] as number)
    if (verdict === 'wrong') {
      course.state = 'wrong'
      continue
    }
    course.fooled.push(verdict === 'fooled')
    if (plan.measure.id === 'minimalEpsilon') {
      if (nextEpsilon(plan.measure.search, course.fooled) === null) course.state = 'done'
    } else if (verdict === 'fooled') course.state = 'fooled'
  }
}

/** What a judging job is to judge; nothing where all is known before it. */
export function asksOf(plan: EvaluationPlan, key: JobKey, records: Records): Ask[] {
  const { measure } = plan
  if (measure.id === 'transfer') return []
  return coursesBefore(plan, key, records)
    .filter(({ state }) => state === 'ongoing')
    .map(({ index, fooled }) => ({
      index,
      epsilon:
        measure.id === 'accuracy'
          ? (measure.epsilons[key.step] as Eps01)
          : (nextEpsilon(measure.search, fooled) as Eps01),
    }))
}

export const isTransfer = (outcome: JobRecord['outcome']): outcome is TransferOutcome => 'unperturbed' in outcome

/** Of a job that has nothing to judge. */
export const NOTHING_JUDGED: Judgement = { indices: [], verdicts: [], sizes: [], fooledBy: [], zeroGradient: [] }
