import { restarts, steps } from '../settings/fields'
import { fabRun } from './algorithms/fab'
import { targetClasses } from './algorithms/targetClasses'
import { defineAttack } from './defineAttack'
import { fabTInPython } from './python/autoAttack'

/**
 * Fast adaptive boundary attack, its targeted version (Croce and Hein 2020, "Minimally distorted adversarial
 * examples"), towards one wrong class after another: the third attack of AutoAttack. It looks for the nearest
 * adversarial image, however far; here only those count that are within epsilon.
 */
export const fabT = defineAttack({
  name: 'FAB-T',
  norms: ['linf', 'l2'],
  goals: ['untargeted', 'targeted'],
  // Target classes are without meaning where there is a target. Restarts are of each class: the first at the image itself.
  fields: { steps: steps(100), targetClasses: targetClasses(9), restarts: restarts() },
  inPython: fabTInPython,
  runs({ norm, steps, targetClasses, restarts }, { goal, classCount }) {
    const ranks =
      goal === 'targeted' ? [null] : Array.from({ length: Math.min(targetClasses, classCount - 1) }, (_, i) => i + 1)
    return ranks.flatMap((targetRank) =>
      Array.from({ length: restarts }, (_, restart) =>
        fabRun({
          name: `FAB-T, ${targetRank === null ? '' : `class ${targetRank}, `}start ${restart + 1}`,
          norm: norm as 'linf' | 'l2',
          steps,
          targetRank,
          startsAtRandom: restart > 0,
        }),
      ),
    )
  },
})
