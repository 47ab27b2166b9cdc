/** @file The red flag of an attack that fools what is verified, from the run's own numbers. */
import { countOf } from '../../countOf'
import type { NormId } from '../../engine/attacks/norms/descriptions'
import type { Claim } from '../../engine/checkpoints/claims'
import type { FlagFinding } from '../../engine/evaluation/types'
import { NORMS, toShown } from '../attacks/normUnits'
import { epsilonOfClaim, normOfClaim } from '../models/claims'
import type { EvaluationRun } from './evaluation'
import type { EvaluationPlan, PlannedModel } from './evaluationPlan'
import { checkFloors, type FloorCheck } from './floorChecks'

const STATUS = { 'fewer than verified': 'raised', holds: 'clear', 'too few images': 'unknown' } as const

/** As the other red flags, from the run's own numbers; null where nothing is verified in the run's norm. */
export function certificateFlag(
  run: Pick<EvaluationRun, 'plan' | 'results'>,
  model: PlannedModel,
  claims: readonly Claim[],
): FlagFinding | null {
  const checks = checkFloors(run, model, claims)
  const [first] = checks
  if (first === undefined) return null
  const worst = checks.reduce((one, other) => (other.chance < one.chance ? other : one), first)
  const { measured, certificate, epsilon, chance } = worst
  return {
    id: 'below-certificate',
    name: 'Fewer robust than verified',
    status: STATUS[worst.verdict],
    ...wordsOf(run.plan, worst),
    numbers: {
      images: measured.images,
      robust: measured.robust / measured.images,
      verified: certificate.share,
      verifiedImages: certificate.images,
      epsilon,
      chance,
    },
  }
}

const REMEDY =
  'No attack can fool what is verified. Check that the model was read rightly (normalisation, channel order, order of the classes), that the images are of the set that was verified, and that the certificate is for this norm and ε; if all of that is right, the attack leaves its ball.'

function wordsOf(
  { measure }: Pick<EvaluationPlan, 'measure'>,
  { certificate, measured, epsilon, chance, verdict }: FloorCheck,
): Pick<FlagFinding, 'seen' | 'remedy'> {
  const { norm } = measure.attack.settings
  const own = normOfClaim(certificate) ?? norm
  const under = epsilon === 0 ? 'are right without an attack' : `are robust at ε = ${sizeWords(epsilon, norm)}`
  const found = `${measured.robust} of ${countOf(measured.images, 'image')} (${percentWords(measured.robust / measured.images)}) ${under}`
  const proved = `${certificate.method} has verified ${percentWords(certificate.share)} of ${countOf(certificate.images, 'image')} at ε = ${sizeWords(epsilonOfClaim(certificate), own)} in ${NORMS[own].name}`
  if (verdict === 'fewer than verified') {
    const seen = `${found}, where ${proved}: fewer than chance would explain (p = ${Number(chance.toPrecision(1))}).`
    return { seen, remedy: REMEDY }
  }
  if (verdict === 'too few images') {
    const seen = `${countOf(measured.images, 'image')} can not show a violation, even if none were robust: ${proved}.`
    return { seen, remedy: null }
  }
  return { seen: `${found}, and ${proved}.`, remedy: null }
}

const percentWords = (share: number): string => `${(100 * share).toFixed(1)} %`

const sizeWords = (size: number, norm: NormId): string =>
  `${Number(toShown(size, norm).toPrecision(4))}${NORMS[norm].suffix}`
