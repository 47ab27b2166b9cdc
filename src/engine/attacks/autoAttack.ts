import { defineAttack } from './defineAttack'
import { ensembleRuns } from './ensemble'
import { TARGETED_DLR_MIN_CLASSES } from './losses/dlr'
import { autoAttackInPython } from './python/autoAttack'

const NAME = 'AutoAttack standard'

/** All that AutoAttack "standard" is published with (Croce and Hein 2020, and the authors' code). */
const PUBLISHED = { steps: 100, targetClasses: 9, queries: 5000 } as const

/**
 * AutoAttack "standard" (Croce and Hein 2020) in L∞ and L2: APGD-CE, APGD-T, FAB-T and Square, each on the images
 * that still hold. Nothing but the norm, epsilon and the seed can be set: with fewer steps it would not be AutoAttack.
 */
export const autoAttack = defineAttack({
  name: NAME,
  norms: ['linf', 'l2'],
  goals: ['untargeted'],
  fields: {},
  minClasses: () => TARGETED_DLR_MIN_CLASSES,
  isLive: false,
  inPython: autoAttackInPython,
  runs: ({ norm, epsilon, seed }, facts) => ensembleRuns(NAME, { norm, epsilon, seed, ...PUBLISHED }, facts),
})
