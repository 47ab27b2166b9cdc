import { restarts, steps } from '../settings/fields'
import { apgdRunIn } from './algorithms/apgdAttack'
import { targetClasses } from './algorithms/targetClasses'
import { defineAttack } from './defineAttack'
import { dlr, TARGETED_DLR_MIN_CLASSES } from './losses/dlr'
import { apgdTInPython } from './python/apgd'

/**
 * Auto-PGD on the targeted difference of logits ratio, towards one wrong class after another (Croce and Hein
 * 2020): the second attack of AutoAttack. Any wrong class will do, so that its goal is untargeted.
 */
export const apgdT = defineAttack({
  name: 'APGD-T',
  norms: ['linf', 'l2', 'l1'],
  goals: ['untargeted'],
  // The restarts are of each class.
  fields: { steps: steps(100), targetClasses: targetClasses(9), restarts: restarts() },
  usualIn: { l1: { targetClasses: 5 } },
  minClasses: () => TARGETED_DLR_MIN_CLASSES,
  inPython: apgdTInPython,
  runs: ({ norm, steps, targetClasses, restarts }, { classCount }) =>
    Array.from({ length: Math.min(targetClasses, classCount - 1) * restarts }, (_, run) => {
      const targetRank = 1 + Math.floor(run / restarts)
      return apgdRunIn(norm, {
        name: `APGD-T, class ${targetRank}, start ${1 + (run % restarts)}`,
        steps,
        targetRank,
        loss: dlr,
      })
    }),
})
