import { countOf } from '../../../countOf'
import { smallestOf } from '../../../numbers/extremes'
import { timesSteps } from './mends'
import type { Indicator } from './types'

/** The steps looked at, and the share of the loss's whole range by which it may still rise in them; both as published. */
const LAST_STEPS = 10
const STILL_RISES = 0.05

/** Incomplete optimisation (Pintor et al. 2022, I4): the best loss so far still rose in the last ten steps. */
export const unfinished: Indicator = {
  id: 'unfinished',
  name: 'The loss was still rising',
  remedy: 'The attack stopped too early: give it more steps.',
  sign: ({ settings: { steps } }) =>
    `the best loss rose by more than ${100 * STILL_RISES} % of its range in the ${stepsLookedAt(steps)}`,
  mends: timesSteps,
  // What looks for the smallest perturbation walks along the boundary, where the loss goes up and down.
  find: (own) => own.robustWhere(({ losses, minimisesNorm }) => !minimisesNorm && isUnfinished(losses)),
}

/** A shorter attack is looked at as a whole, and would hardly have ended. */
const stepsLookedAt = (steps: unknown): string =>
  typeof steps === 'number' && steps < LAST_STEPS
    ? `${countOf(steps, 'step')} of the attack, where the last ${LAST_STEPS} of more would tell whether it had settled`
    : `last ${LAST_STEPS} steps of the attack`

/** @param losses before the first step and after each */
export function isUnfinished(losses: ArrayLike<number>): boolean {
  let best = Number.NEGATIVE_INFINITY
  const bestSoFar = Array.from(losses, (loss) => {
    best = Math.max(best, loss)
    return best
  })
  const range = best - smallestOf(Array.from(losses))
  // Of one step nobody expects an end.
  if (!(range > 0) || bestSoFar.length <= 2) return false
  const before = bestSoFar[Math.max(0, bestSoFar.length - LAST_STEPS)] as number
  return (best - before) / range > STILL_RISES
}
