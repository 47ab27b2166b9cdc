/** @file What an evaluation says of published figures. */
import type { Claim } from '../../engine/checkpoints/claims'
import type { Interval } from '../../numbers/wilson'
import { NORMS } from '../../store/attacks/normUnits'
import type { ClaimCheck } from '../../store/evaluation/claimChecks'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import type { FloorCheck } from '../../store/evaluation/floorChecks'
import { epsilonOfClaim, normOfClaim } from '../../store/models/claims'
import { sizeText, whole } from '../parts/format'

export interface Verdict {
  readonly is: 'good' | 'bad' | 'open'
  readonly words: string
  /** What may be the reason, or what to do; null where there is nothing to do. */
  readonly remedy: string | null
}

/** "−4.1 to 8.0", in points. */
export const pointsRange = ({ low, high }: Interval): string => `${points(low)} to ${points(high)}`

const points = (share: number): string => (100 * share).toFixed(1).replace('-', '−')

export function verdictWords({ plan }: Pick<EvaluationRun, 'plan'>, claim: Claim, found: ClaimCheck['found']): Verdict {
  const { norm } = plan.measure.attack.settings
  if (found.missing === 'other norm') {
    const own = NORMS[normOfClaim(claim) ?? norm].name
    return { is: 'open', words: 'not measured', remedy: `This run is in ${NORMS[norm].name}; evaluate in ${own}.` }
  }
  if (found.missing === 'other epsilon') {
    return { is: 'open', words: 'not measured', remedy: `Add ${sizeText(epsilonOfClaim(claim), norm)} to the run’s ε.` }
  }
  if (found.missing !== null) return { is: 'open', words: 'no image yet', remedy: null }
  const { verdict, imagesNeeded } = found
  if (verdict === 'consistent') return { is: 'good', words: 'consistent', remedy: null }
  if (verdict !== 'too few images') {
    return { is: 'bad', words: `not consistent: ${verdict}`, remedy: REASONS[verdict][claim.kind] ?? null }
  }
  return imagesNeeded === null || !Number.isFinite(imagesNeeded)
    ? { is: 'open', words: 'too few images', remedy: 'The figure was published on too few.' }
    : { is: 'open', words: 'too few images', remedy: `It takes about ${whole(imagesNeeded)}.` }
}

type Reasons = Readonly<Partial<Record<Claim['kind'], string>>>

const REASONS: Readonly<Record<'lower here' | 'higher here', Reasons>> = {
  'lower here': {
    clean: 'Is the model read rightly, and are these images of the same set?',
    attacked: 'A stronger attack than the published one would do so, and so would a model that was read wrongly.',
  },
  'higher here': {
    clean: 'Are these images of the same set, or among those that it was trained on?',
    attacked: 'A weaker attack than the published one would do so; see the red flags.',
  },
}

const FLOOR_VERDICTS: Readonly<Record<FloorCheck['verdict'], Verdict>> = {
  holds: { is: 'good', words: 'no fewer than verified', remedy: null },
  'fewer than verified': { is: 'bad', words: 'fewer than verified', remedy: 'No attack can do so; see the red flags.' },
  'too few images': { is: 'open', words: 'too few images', remedy: null },
}

/** Where it was measured, unless that is where it was verified: what is verified holds for smaller perturbations too. */
export function whereWords(
  { plan }: Pick<EvaluationRun, 'plan'>,
  { certificate, epsilon }: FloorCheck,
): string | undefined {
  const { norm } = plan.measure.attack.settings
  if (norm === normOfClaim(certificate) && Math.abs(epsilon / epsilonOfClaim(certificate) - 1) < 1e-6) return undefined
  return epsilon === 0 ? 'without an attack' : `at ${sizeText(epsilon, norm)}`
}

export const floorVerdict = ({ verdict }: FloorCheck): Verdict => FLOOR_VERDICTS[verdict]
