import { eps255, toEps01 } from '../../units'
import { CurveResults } from '../../views/evaluation/CurveResults'
import { DESCRIBED_ATTACKS } from '../described'
import { FIXED_ATTACK, FIXED_MODELS, fixedRun, judged } from './fixedEvaluation'
import type { Panel } from './types'

/** Of ten images the natural model is fooled on 4 at 2/255 and on 9 at 8/255, the other on 1 and on 3. */
export const accuracyRun = fixedRun(
  { id: 'accuracy', attack: FIXED_ATTACK, epsilons: [2, 8].map((epsilon) => toEps01(eps255(epsilon))) },
  [
    judged('natural', 0, 'rrrrrffffw', [null, null, null, null, null, 2, 2, 2, 2, 0]),
    judged('natural', 1, 'fffff-----', [8, 8, 8, 8, 8]),
    judged('robust', 0, 'rrrrrrrfww', [null, null, null, null, null, null, null, 2, 0, 0]),
    judged('robust', 1, 'rrrrrff---', [null, null, null, null, null, 8, 8]),
  ],
)

export const accuracyPanel: Panel = {
  title: 'Accuracy against epsilon',
  content: <CurveResults {...accuracyRun} models={FIXED_MODELS} attacks={DESCRIBED_ATTACKS} flags={null} />,
}
