import { TransferResults } from '../../views/evaluation/TransferResults'
import { DESCRIBED_ATTACKS } from '../described'
import { FIXED_ATTACK, FIXED_MODELS, fixedRun, transferred } from './fixedEvaluation'
import type { Panel } from './types'

export const transferRun = fixedRun({ id: 'transfer', attack: FIXED_ATTACK }, [
  transferred('natural', { natural: 'fffffffffw', robust: 'rrrrrrrfww' }),
  transferred('robust', { natural: 'rrrrffffff', robust: 'rrrrrfffww' }),
])

export const transferPanel: Panel = {
  title: 'Transfer',
  content: <TransferResults {...transferRun} models={FIXED_MODELS} attacks={DESCRIBED_ATTACKS} flags={null} />,
}
