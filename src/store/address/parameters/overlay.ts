/** @file The kept runs that are laid over the evaluation that is shown. */
import { MAX_OVERLAY, overlayProblem } from '../../evaluation/overlay'
import { defineParameter, ENTRY, type TextForm } from '../parameter'
import { commaList } from '../texts'

const runId: TextForm<string> = {
  write: (id) => id,
  read: (text) => (/^[\w-]{1,80}$/.test(text) ? text : undefined),
}

const runIds = commaList(runId, MAX_OVERLAY)

export const overlayParameter = defineParameter<readonly string[]>({
  key: 'evaluation.overlay',
  history: ENTRY,
  text: runIds,
  current: ({ evaluation }) => evaluation.overlay,
  usual: () => [],
  withValue: (state, ids) => ({ ...state, evaluation: { ...state.evaluation, overlay: [...new Set(ids)] } }),
  problem: (text, state) => overlayProblem(runIds.read(text, state) ?? [], state.kept),
  // What the browser keeps is known once the run that was shown before is there again.
  isKnown: ({ evaluation }) => evaluation.isRestored,
})
