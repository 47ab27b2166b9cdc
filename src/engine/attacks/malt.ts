import { restarts, steps, wholeNumber } from '../settings/fields'
import { apgdRunIn } from './algorithms/apgdAttack'
import { targetClasses } from './algorithms/targetClasses'
import { defineAttack } from './defineAttack'
import { dlr, TARGETED_DLR_MIN_CLASSES } from './losses/dlr'
import { byLinearDistance } from './targetOrders/byLinearDistance'

/**
 * MALT (Melamed et al. 2024): APGD on the targeted difference of logits ratio towards the classes whose boundaries are
 * nearest to first order, where APGD-T aims at the likeliest. The defaults are those of the authors' demonstration.
 */
export const malt = defineAttack({
  name: 'MALT',
  // Published in L∞ and L2; the dual norm says what the order is in L1.
  norms: ['linf', 'l2', 'l1'],
  goals: ['untargeted'],
  fields: {
    steps: steps(100),
    targetClasses: targetClasses(9, { help: 'How many wrong classes the attack aims at, the nearest first.' }),
    candidates: wholeNumber(
      { min: 1, max: 1000, usual: 100 },
      {
        label: 'Candidates',
        counted: ['candidate', 'candidates'],
        help: 'Of how many of the likeliest wrong classes the distance is estimated; each costs a gradient.',
      },
    ),
    restarts: restarts(),
  },
  minClasses: () => TARGETED_DLR_MIN_CLASSES,
  runs({ norm, steps, targetClasses, candidates, restarts }, { classCount }) {
    const targetOrder = byLinearDistance(candidates)
    const classes = Math.min(targetClasses, candidates, classCount - 1)
    return Array.from({ length: classes * restarts }, (_, run) => {
      const targetRank = 1 + Math.floor(run / restarts)
      const name = `MALT, class ${targetRank}, start ${1 + (run % restarts)}`
      return { ...apgdRunIn(norm, { name, steps, targetRank, loss: dlr }), targetOrder }
    })
  },
})
