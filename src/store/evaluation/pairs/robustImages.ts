/** @file Image by image, on which a model is robust in a run. */
import type { EvaluationRun } from '../evaluation'
import { type Course, coursesBefore, type Records, recordsByKey } from '../evaluationJobs'
import { blockCount, type EvaluationPlan, keyOf } from '../evaluationPlan'
import { isMeasuredAt, isSameEpsilon } from '../measuredAt'

/** What names an image in every run on its source: its gallery's id, or its position in its data set. */
export type ImageKey = string | number

/**
 * Whether a model is robust at an epsilon, by image; at 0, whether it is right without an attack. Without images that
 * are not judged yet, or could not be read. null where the run does not measure at the epsilon.
 */
export function robustImages(
  { plan, records }: Pick<EvaluationRun, 'plan' | 'records'>,
  modelId: string,
  epsilon: number,
): ReadonlyMap<ImageKey, boolean> | null {
  if (!isMeasuredAt(plan, epsilon)) return null
  const byKey = recordsByKey(records)
  const { source } = plan
  const keyOfImage = (index: number): ImageKey => (source.kind === 'gallery' ? (source.ids[index] as string) : index)
  const robust = new Map<ImageKey, boolean>()
  for (let block = 0; block < blockCount(plan); block++) {
    for (const course of coursesAt(plan, byKey, { block, modelId }, epsilon)) {
      if (course.state !== 'missing') robust.set(keyOfImage(course.index), isRobust(plan, course, epsilon))
    }
  }
  return robust
}

/** Of a block whose judgements up to the epsilon are all there; else empty. */
function coursesAt(
  plan: EvaluationPlan,
  records: Records,
  place: { readonly block: number; readonly modelId: string },
  epsilon: number,
): readonly Course[] {
  const { measure } = plan
  const has = (step: number) => records.has(keyOf({ ...place, step }))
  if (measure.id === 'accuracy') {
    const last = epsilon === 0 ? 0 : measure.epsilons.findIndex((measured) => isSameEpsilon(measured, epsilon))
    const isWhole = Array.from({ length: last + 1 }, (_, step) => has(step)).every(Boolean)
    return isWhole ? coursesBefore(plan, { ...place, step: last + 1 }, records) : []
  }
  let steps = 0
  while (has(steps)) steps++
  const courses = coursesBefore(plan, { ...place, step: steps }, records)
  return courses.some(({ state }) => state === 'ongoing') ? [] : courses
}

function isRobust({ measure }: EvaluationPlan, { state, size }: Course, epsilon: number): boolean {
  if (epsilon === 0) return state !== 'wrong'
  return measure.id === 'accuracy' ? state === 'ongoing' : size > epsilon
}
