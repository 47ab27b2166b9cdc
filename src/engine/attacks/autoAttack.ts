import { ensembleRuns } from './ensemble'
import { TARGETED_DLR_MIN_CLASSES } from './losses/dlr'
import type { Attack, CommonSettings } from './types'
import { classesProblem } from './validation'

/** All that AutoAttack "standard" is published with (Croce and Hein 2020, and the authors' code). */
const PUBLISHED = { steps: 100, targetClasses: 9, queries: 5000 } as const

/**
 * AutoAttack "standard" (Croce and Hein 2020) in L∞ and L2: APGD-CE, APGD-T, FAB-T and Square, each on the pictures
 * that still hold. Nothing but the norm, epsilon and the seed can be set: with fewer steps it would not be AutoAttack.
 */
export const autoAttack: Attack<CommonSettings> = {
  name: 'AutoAttack standard',
  norms: ['linf', 'l2'],
  goals: ['untargeted'],
  defaults: (norm, epsilon) => ({ norm, epsilon, seed: 0 }),
  problem: (_settings, { classCount }) => classesProblem('AutoAttack', classCount, TARGETED_DLR_MIN_CLASSES),
  runs: ({ norm, epsilon, seed }, facts) => ensembleRuns(autoAttack.name, { norm, epsilon, seed, ...PUBLISHED }, facts),
}
