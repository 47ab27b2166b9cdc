/**
 * @file What is verified of a model is a floor under its accuracy: no attack within the ball leaves fewer images robust,
 * so that one that claims less has a fault, or the model was read wrongly.
 */
import type { NormId } from '../../engine/attacks/norms/descriptions'
import type { Claim, Verified } from '../../engine/checkpoints/claims'
import { largestOf } from '../../numbers/extremes'
import type { Eps01 } from '../../units'
import { epsilonOfClaim, isVerified, normOfClaim } from '../models/claims'
import type { PlannedModel } from './evaluationPlan'

/** A share that is verified for every attack of a norm up to an epsilon. */
export interface Floor {
  readonly epsilon: Eps01
  readonly certificate: Verified
}

const POWERS: Readonly<Record<NormId, number>> = { linf: Number.POSITIVE_INFINITY, l2: 2, l1: 1 }

/** The largest ball of `norm` that lies within the verified one, of images with so many values. */
function coveredEpsilon(certificate: Verified, norm: NormId, values: number): Eps01 {
  const epsilon = epsilonOfClaim(certificate)
  const [verified, attacked] = [POWERS[normOfClaim(certificate) ?? norm], POWERS[norm]]
  // Norms of larger powers are smaller; those of smaller powers exceed them by this factor at most.
  return (verified >= attacked ? epsilon : epsilon / values ** (1 / verified - 1 / attacked)) as Eps01
}

/** The floors for attacks of a norm, in ascending order of epsilon. */
export function floorsOf(claims: readonly Claim[], norm: NormId, { side }: Pick<PlannedModel, 'side'>): Floor[] {
  return claims
    .filter(isVerified)
    .map((certificate) => ({ certificate, epsilon: coveredEpsilon(certificate, norm, side * side * 3) }))
    .sort((one, other) => one.epsilon - other.epsilon)
}

/** The floor as a line: what is verified further out holds nearer too. In ascending order, from 0. */
export function floorLine(floors: readonly Floor[]): { readonly epsilon: Eps01; readonly share: number }[] {
  const steps = floors.map(({ epsilon }, place) => ({
    epsilon,
    share: largestOf(floors.slice(place).map(({ certificate }) => certificate.share)),
  }))
  const [first] = steps
  return first === undefined ? [] : [{ epsilon: 0 as Eps01, share: first.share }, ...steps]
}
