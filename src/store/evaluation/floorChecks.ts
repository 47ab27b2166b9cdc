/** @file What an evaluation has measured, held against what is verified. */
import type { Claim, Verified } from '../../engine/checkpoints/claims'
import { LEVEL } from '../../engine/evaluation/flags/observation'
import { countOfShare, lowerTail } from '../../numbers/hypergeometric'
import type { Eps01 } from '../../units'
import type { EvaluationRun, OutcomeShare } from './evaluation'
import type { PlannedModel } from './evaluationPlan'
import { floorsOf } from './floors'
import { lastPointUpTo } from './measuredAt'

/** A measurement within a verified ball. */
export interface FloorCheck {
  readonly certificate: Verified
  readonly measured: OutcomeShare
  /** At which it was measured: at most the floor's. */
  readonly epsilon: Eps01
  /** The probability of so few robust images, if as many are robust as were verified (Fisher's exact test). */
  readonly chance: number
  /** `too few images`: not even none robust would show that there are fewer. */
  readonly verdict: 'holds' | 'fewer than verified' | 'too few images'
}

/** For each floor what was measured furthest out within it, of a transfer from each model; without what has no image yet. */
export function checkFloors(
  run: Pick<EvaluationRun, 'plan' | 'results'>,
  model: PlannedModel,
  claims: readonly Claim[],
): FloorCheck[] {
  const { results, plan } = run
  const { norm, epsilon: attacked } = plan.measure.attack.settings
  const found = floorsOf(claims, norm, model).flatMap(({ certificate, epsilon }) => {
    const measured =
      results.id === 'transfer'
        ? results.cells
            .filter(({ to }) => to === model.id && attacked <= epsilon)
            .map((cell) => ({ ...cell, epsilon: attacked }))
        : [lastPointUpTo(run, model.id, epsilon)]
    return measured.flatMap((point) => (point === null || point.images === 0 ? [] : [{ certificate, measured: point }]))
  })
  // Over all comparisons together (Bonferroni).
  const level = LEVEL / found.length
  return found.map(({ certificate, measured }): FloorCheck => {
    const { epsilon, images, robust } = measured
    const chanceOf = (count: number) => lowerTail({ count, of: images }, countOfShare(certificate))
    const chance = chanceOf(robust)
    const verdict = chance < level ? 'fewer than verified' : chanceOf(0) < level ? 'holds' : 'too few images'
    return { certificate, measured, epsilon, chance, verdict }
  })
}
