import { eps255, toEps01 } from '../../units'
import { CurveResults } from '../../views/evaluation/CurveResults'
import { DESCRIBED_ATTACKS } from '../described'
import { FIXED_ATTACK, FIXED_MODELS, fixedRun, judged } from './fixedEvaluation'
import type { Panel } from './types'

const search = { start: toEps01(eps255(16)), doublings: 0, bisections: 0 }

/** Each image is tried once, at 16/255; where that fools the model, the perturbation found may be smaller. */
export const minimalEpsilonRun = fixedRun({ id: 'minimalEpsilon', attack: FIXED_ATTACK, search }, [
  judged('natural', 0, 'fffffffffw', [0.5, 0.75, 1, 1, 1.5, 2, 3, 4, 6, 0]),
  judged('robust', 0, 'rrrrffffww', [null, null, null, null, 5, 7, 9, 12, 0, 0]),
])

export const minimalEpsilonPanel: Panel = {
  title: 'Smallest epsilon that fools',
  content: <CurveResults {...minimalEpsilonRun} models={FIXED_MODELS} attacks={DESCRIBED_ATTACKS} flags={null} />,
}
