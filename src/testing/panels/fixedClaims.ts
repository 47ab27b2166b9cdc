/** @file What was published of two models, and an evaluation of them on 1,000 images that is judged in advance. */
import type { Claim } from '../../engine/checkpoints/claims'
import { outcomeShare } from '../../store/evaluation/evaluationTally'
import type { ClaimsByModel } from '../../store/evaluation/runClaims'
import { type Eps255, eps255, toEps01 } from '../../units'
import { FIXED_ATTACK, fixedRun } from './fixedEvaluation'

const SOURCE = 'A. Author et al. 2021, table 2'

export const FIXED_CLAIMS: readonly Claim[] = [
  { kind: 'clean', share: 0.6925, images: 10_000, source: 'the checkpoint’s test_acc' },
  ...[
    [1, 0.6224, 0.5716],
    [2, 0.5482, 0.2688],
  ].flatMap(([epsilon255, share, verified]): Claim[] => {
    const shared = { norm: 'Linf', epsilon255: epsilon255 as number, images: 10_000, source: SOURCE } as const
    return [
      { kind: 'attacked', attack: 'PGD, 100 steps', share: share as number, ...shared },
      { kind: 'verified', method: 'CROWN', share: verified as number, ...shared },
    ]
  }),
]

/** Of another: found to be lower here, at an epsilon that was not measured, and of a certificate that is violated. */
const OTHERS: readonly Claim[] = [
  { kind: 'attacked', attack: 'FGSM', norm: 'Linf', epsilon255: 2, share: 0.61, images: 10_000, source: SOURCE },
  { kind: 'attacked', attack: 'PGD', norm: 'Linf', epsilon255: 8, share: 0.3, images: 10_000, source: SOURCE },
  { kind: 'attacked', attack: 'PGD', norm: 'L2', epsilon255: 127.5, share: 0.3, images: 10_000, source: SOURCE },
  { kind: 'clean', share: 0.81, images: 100, source: SOURCE },
  {
    kind: 'verified',
    method: 'interval bounds',
    norm: 'Linf',
    epsilon255: 1,
    share: 0.7,
    images: 10_000,
    source: SOURCE,
  },
]

export const CLAIMS_BY_MODEL: ClaimsByModel = { natural: FIXED_CLAIMS, robust: OTHERS }

const IMAGES = 1000
const EPSILONS: readonly Eps255[] = [1, 2, 4].map(eps255)

/** Robust of 1,000 without an attack, and at each epsilon. */
const ROBUST: Readonly<Record<string, readonly number[]>> = {
  natural: [701, 630, 540, 380],
  robust: [820, 640, 500, 310],
}

const planned = fixedRun({ id: 'accuracy', attack: FIXED_ATTACK, epsilons: EPSILONS.map(toEps01) }, [])

const results = {
  id: 'accuracy',
  curves: Object.entries(ROBUST).map(([modelId, robust]) => ({
    modelId,
    points: [eps255(0), ...EPSILONS].map((epsilon, place) => {
      const [right, left] = [robust[0] as number, robust[place] as number]
      const counts = { robust: left, fooled: right - left, wrong: IMAGES - right }
      return { epsilon: toEps01(epsilon), ...outcomeShare(counts), zeroGradient: 0 }
    }),
  })),
} as const

export const claimsRun = {
  results,
  run: {
    ...planned.run,
    results,
    plan: { ...planned.run.plan, source: { kind: 'dataSet', dataSet: {}, choice: {} } },
  } as unknown as typeof planned.run,
}
