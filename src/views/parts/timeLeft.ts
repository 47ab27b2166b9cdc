/** @file The time that a run has taken and may still take, no more precise than is known. */
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { jobCount } from '../../store/evaluation/evaluationPlan'

/** Before this much is done, a single image could double the estimate. */
const FIRST_MS = 4000
const FIRST_SHARE = 0.02

/** Judging jobs: how many are done, counting the running one in part, and how many there are. Red flags come after them. */
interface Judging {
  readonly judged: number
  readonly toJudge: number
}

/**
 * Milliseconds left if the remaining jobs take as long as those done so far, or null if too little or everything is
 * done. Jobs become shorter as more images are fooled, so the estimate is seldom too low.
 */
export function timeLeft({ judged, toJudge }: Judging, activeMs: number): number | null {
  if (judged >= toJudge || activeMs < FIRST_MS || judged < FIRST_SHARE * toJudge || judged === 0) return null
  return (activeMs / judged) * (toJudge - judged)
}

/**
 * The time left of a run. The estimate covers judging alone: a job of red flags takes as long as many judging jobs, so
 * their pace does not predict it.
 */
export function leftText({ plan, progress, activeMs }: Pick<EvaluationRun, 'plan' | 'progress' | 'activeMs'>): string {
  const toJudge = jobCount(plan)
  const { done, total, share } = progress
  if (done >= toJudge && total > toJudge) {
    return `checking red flags, model ${Math.min(total, done + 1) - toJudge} of ${total - toJudge}`
  }
  const left = estimateText(timeLeft({ judged: done + share, toJudge }, activeMs))
  return plan.flags === null ? left : `${left}, then red flags`
}

/** "8 s", "3 min 20 s", "1 h 5 min". */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`
  return minutes % 60 === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** An estimate, rounded to what it is worth: "under 10 s", "about 40 s", "about 3 min". */
export function estimateText(ms: number | null): string {
  if (ms === null) return 'time left not known yet'
  if (ms < 10_000) return 'under 10 s left'
  if (ms < 60_000) return `about ${10 * Math.ceil(ms / 10_000)} s left`
  if (ms < 3_600_000) return `about ${Math.ceil(ms / 60_000)} min left`
  return `about ${durationText(60_000 * 5 * Math.ceil(ms / 300_000))} left`
}
