import type { AppState } from '../../store/types'
import { CardBody } from '../../views/models/card/CardBody'
import { GRADIENT_NORM, GRADIENT_NORM_LOG } from './fixedModels'
import { PanelFrame } from './PanelFrame'
import type { Panel } from './types'

const { id } = GRADIENT_NORM
const state: Partial<AppState> = {
  zoo: [{ id, manifestUrl: 'manifest.json', weightsUrl: 'weights.safetensors', logUrl: 'training-log.jsonl' }],
  trainingLogs: { [id]: { value: GRADIENT_NORM_LOG, progress: null, error: null } },
}

export const modelCardPanel: Panel = {
  title: 'A model’s card',
  content: (
    <PanelFrame state={state}>
      <CardBody manifest={GRADIENT_NORM} />
    </PanelFrame>
  ),
}
