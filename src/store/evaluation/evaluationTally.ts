/** @file Summarises judgements as shares with intervals. Pure: the same records give the same results. */
import type { Judgement } from '../../engine/evaluation/types'
import { wilsonInterval } from '../../numbers/wilson'
import { countOutcomes, type OutcomeCounts, type UntargetedOutcome } from '../../outcomes/outcome'
import type { Eps01 } from '../../units'
import type {
  AccuracyCurve,
  CurvePoint,
  EvaluationResults,
  MinimalEpsilonCurve,
  OutcomeShare,
  TransferCell,
  WorstCase,
} from './evaluation'
import { advance, type Course, coursesBefore, isTransfer, type Records, recordsByKey } from './evaluationJobs'
import { blockCount, type EvaluationPlan, type JobRecord, keyOf, worstCaseAttacks } from './evaluationPlan'
import { rankedModel } from './ranking/rankingTally'

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
  if (measure.id === 'worstCase') {
    return { id: 'worstCase', models: modelIds.map((modelId) => worstCase(plan, modelId, byKey)) }
  }
  if (measure.id === 'ranking') {
    return { id: 'ranking', models: modelIds.map((modelId) => rankedModel(plan, modelId, byKey)) }
  }
  return { id: 'transfer', cells: transferCells(modelIds, records) }
}

/** Of the blocks that are judged in every norm. */
function worstCase(plan: EvaluationPlan, modelId: string, records: Records): WorstCase {
  const attacks = plan.measure.id === 'worstCase' ? worstCaseAttacks(plan.measure) : []
  const judged: Course[] = []
  const stuck = attacks.map(() => 0)
  for (let block = 0; block < blockCount(plan); block++) {
    const courses = firstCourses(plan, block, modelId)
    const outcomes = attacks.map((_, step) => records.get(keyOf({ block, step, modelId }))?.outcome)
    if (outcomes.some((outcome) => outcome === undefined)) continue
    for (const [step, outcome] of outcomes.entries()) {
      advance(plan, courses, outcome as Judgement)
      stuck[step] = (stuck[step] as number) + courses.filter(isStandingStill(step)).length
    }
    for (const course of courses) if (course.state !== 'missing') judged.push(course)
  }
  const right = judged.filter(({ state }) => state !== 'wrong')
  const wrong = judged.length - right.length
  const shareWhere = (isFooled: (course: Course) => boolean) => {
    const fooled = right.filter(isFooled).length
    return outcomeShare({ robust: right.length - fooled, fooled, wrong })
  }
  return {
    modelId,
    clean: shareWhere(() => false),
    norms: attacks.map(({ settings: { epsilon } }, step) => ({
      epsilon,
      ...shareWhere(({ fooled }) => fooled[step] === true),
      zeroGradient: stuck[step] as number,
    })),
    union: shareWhere(({ fooled }) => fooled.includes(true)),
    onlyIn: attacks.map(
      (_, step) =>
        right.filter(({ fooled }) => fooled.every((isFooled, other) => isFooled === (other === step))).length,
    ),
  }
}

/** Robust in the step just judged only since the attack could not move. */
const isStandingStill =
  (step: number) =>
  ({ state, zeroGradient, fooled }: Course): boolean =>
    state === 'ongoing' && zeroGradient && fooled[step] === false

/** A share with its interval; null without images. */
export function shareOf(count: number, images: number): Pick<OutcomeShare, 'share' | 'interval'> {
  if (images === 0) return { share: null, interval: null }
  return { share: count / images, interval: wilsonInterval(count / images, images) }
}

export function outcomeShare({ robust, fooled, wrong }: OutcomeCounts): OutcomeShare {
  const images = robust + fooled + wrong
  return { robust, fooled, wrong, images, ...shareOf(robust, images) }
}

const firstCourses = (plan: EvaluationPlan, block: number, modelId: string): Course[] =>
  coursesBefore(plan, { block, step: 0, modelId }, new Map())

function accuracyCurve(
  plan: EvaluationPlan,
  epsilons: readonly Eps01[],
  modelId: string,
  records: Records,
): AccuracyCurve {
  // The clean image first, then every epsilon.
  const found = [0, ...epsilons].map(() => ({ verdicts: [] as UntargetedOutcome[], zeroGradient: 0 }))
  for (let block = 0; block < blockCount(plan); block++) {
    const courses = firstCourses(plan, block, modelId)
    for (let step = 0; step < epsilons.length; step++) {
      const record = records.get(keyOf({ block, step, modelId }))
      // Later steps are only judged after this one.
      if (record === undefined || isTransfer(record.outcome)) break
      advance(plan, courses, record.outcome)
      const verdicts = courses.flatMap(verdictOf)
      const point = found[step + 1] as (typeof found)[number]
      for (const verdict of verdicts) {
        if (step === 0) found[0]?.verdicts.push(verdict === 'wrong' ? verdict : 'robust')
        point.verdicts.push(verdict)
      }
      point.zeroGradient += courses.filter(isStuck).length
    }
  }
  const points = [0, ...epsilons].map((epsilon, i): CurvePoint => {
    const { verdicts, zeroGradient } = found[i] as (typeof found)[number]
    return { epsilon: epsilon as Eps01, ...outcomeShare(countOutcomes(verdicts)), zeroGradient }
  })
  return { modelId, points }
}

/** The verdict on an image at its current step; empty if it could not be read. */
function verdictOf({ state, size }: Course): UntargetedOutcome[] {
  if (state === 'missing') return []
  if (state === 'wrong') return ['wrong']
  return [Number.isFinite(size) ? 'fooled' : 'robust']
}

/** Whether nothing fooled the model because the attack could not move. */
const isStuck = ({ zeroGradient, size }: Course): boolean => zeroGradient && !Number.isFinite(size)

function minimalEpsilonCurve(plan: EvaluationPlan, modelId: string, records: Records): MinimalEpsilonCurve {
  const whole: Course[] = []
  const underWay = { images: 0, wrong: 0 }
  for (let block = 0; block < blockCount(plan); block++) {
    const courses = firstCourses(plan, block, modelId)
    let step = 0
    for (; ; step++) {
      const record = records.get(keyOf({ block, step, modelId }))
      if (record === undefined || isTransfer(record.outcome)) break
      advance(plan, courses, record.outcome)
    }
    // In an unfinished block, extreme images are settled first, so the block counts only when it is complete.
    const there = courses.filter(({ state }) => state !== 'missing')
    if (there.every(({ state }) => state !== 'ongoing')) for (const course of there) whole.push(course)
    else if (step > 0) {
      underWay.images += there.length
      underWay.wrong += there.filter(({ state }) => state === 'wrong').length
    }
  }
  const sizes = whole.map(({ size }) => size).sort((a, b) => a - b)
  const { wrong } = countOutcomes(whole.flatMap(verdictOf))
  const points = stepPoints(sizes, wrong, whole.filter(isStuck).length)
  return { modelId, sizes, underWay, points, median: median(sizes) }
}

/** Outcomes at an epsilon: images with a larger size are robust; those wrong without an attack have size 0. */
export function countsAbove(sizes: readonly number[], wrong: number, epsilon: number): OutcomeCounts {
  const robust = sizes.filter((size) => size > epsilon).length
  return { robust, fooled: sizes.length - robust - wrong, wrong }
}

/** A point at 0 and at each epsilon where the share changes. */
function stepPoints(sorted: readonly number[], wrong: number, zeroGradient: number): CurvePoint[] {
  const points: CurvePoint[] = []
  let place = 0
  for (const epsilon of new Set([0, ...sorted.filter(Number.isFinite)])) {
    while (place < sorted.length && (sorted[place] as number) <= epsilon) place++
    const counts = { robust: sorted.length - place, fooled: place - wrong, wrong }
    points.push({ epsilon: epsilon as Eps01, ...outcomeShare(counts), zeroGradient })
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
    const unperturbed = outcomes.flatMap((outcome) => outcome.unperturbed).filter(Boolean).length
    return modelIds.map((to): TransferCell => {
      const verdicts = outcomes.flatMap((outcome) => outcome.verdicts[to] ?? [])
      return { from, to, ...outcomeShare(countOutcomes(verdicts)), unperturbed }
    })
  })
}
