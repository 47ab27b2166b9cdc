/** @file How a published figure is written. */
import type { Claim } from '../../../engine/checkpoints/claims'
import { NORMS } from '../../../store/attacks/normUnits'
import { epsilonOfClaim, normOfClaim } from '../../../store/models/claims'
import { percent, sizeText } from '../format'

/** "without an attack", "PGD, 100 steps", "verified by CROWN". */
export function claimTitle(claim: Claim): string {
  if (claim.kind === 'clean') return 'without an attack'
  return claim.kind === 'attacked' ? claim.attack : `verified by ${claim.method}`
}

/** "L∞, 2/255"; empty without an attack. */
export function claimBall(claim: Claim): string {
  const norm = normOfClaim(claim)
  return norm === null ? '' : `${NORMS[norm].name}, ${sizeText(epsilonOfClaim(claim), norm)}`
}

/** "69.25 %": as many digits as were published, one at least. */
export const claimShare = ({ share }: Claim): string => {
  const digits = String(Number((100 * share).toPrecision(8)))
  return `${/\.\d\d/.test(digits) ? digits : percent(share)} %`
}
