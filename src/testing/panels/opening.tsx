import { proposedAnswers } from '../../engine/checkpoints/found/manifestFrom'
import { type ModelOpening, NOT_CHECKED } from '../../store/models/opening'
import { OpeningBody } from '../../views/models/opening/OpeningBody'
import { FOUND_MODEL } from '../foundModel'
import { PanelFrame } from './PanelFrame'
import type { Panel } from './types'

const answers = proposedAnswers(FOUND_MODEL)
const rightOn = (right: number) => Array.from({ length: 20 }, (_, i) => i < right)

/** Of twenty images ten are right as it was assumed, seventeen with CIFAR-10's normalisation. */
export const fixedOpening: ModelOpening = {
  file: FOUND_MODEL.file,
  doing: null,
  progress: 1,
  found: FOUND_MODEL,
  answers,
  error: null,
  check: {
    ...NOT_CHECKED,
    of: answers,
    result: {
      images: 20,
      ownId: 'none',
      looksLikeProbabilities: false,
      results: [
        { id: 'none', isRight: rightOn(10) },
        { id: 'cifar10', isRight: rightOn(17) },
        { id: 'imagenet', isRight: rightOn(16) },
        { id: 'bytes', isRight: rightOn(2) },
      ],
    },
  },
}

export const openingPanel: Panel = {
  title: 'A model that is being opened',
  content: (
    <PanelFrame state={{ opening: fixedOpening }}>
      <div className="is-opening">
        <div className="dialog-body">
          <OpeningBody opening={fixedOpening} />
        </div>
      </div>
    </PanelFrame>
  ),
}
