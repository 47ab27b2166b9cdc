import { CurveResults } from '../../views/evaluation/CurveResults'
import { RedFlags } from '../../views/evaluation/RedFlags'
import { DESCRIBED_ATTACKS } from '../described'
import { CLAIMS_BY_MODEL, claimsRun } from './fixedClaims'
import { FIXED_MODELS } from './fixedEvaluation'
import type { Panel } from './types'

export const publishedPanel: Panel = {
  title: 'Published and measured accuracies',
  content: (
    <CurveResults
      {...claimsRun}
      models={FIXED_MODELS}
      attacks={DESCRIBED_ATTACKS}
      claims={CLAIMS_BY_MODEL}
      flags={<RedFlags run={claimsRun.run} models={FIXED_MODELS} claims={CLAIMS_BY_MODEL} />}
    />
  ),
}
