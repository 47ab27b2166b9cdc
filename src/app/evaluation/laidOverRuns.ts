/** @file Loads the kept runs that are laid over the one that is shown, as the state asks for them. */
import type { AppStore } from '../../store/appStore'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { isKeptEvaluation } from '../../store/evaluation/overlay'
import type { AppState } from '../../store/types'
import type { KeptList } from '../runs/keptList'
import { updateEvaluation } from './evaluationState'

/** From now on. A run that is deleted is taken away; one that is asked for and not kept is loaded once it is. */
export function loadLaidOverRuns(store: AppStore, list: KeptList): void {
  let isLoading = false
  let isDue = false
  async function load(): Promise<void> {
    isDue = true
    if (isLoading) return
    isLoading = true
    while (isDue) {
      isDue = false
      const { evaluation, kept } = store.getState()
      const here = evaluation.overlay.filter((id) => isKeptEvaluation(kept, id))
      const loaded = new Map(evaluation.overlaid.map((run) => [run.id, run]))
      const runs: EvaluationRun[] = []
      for (const id of here) {
        const run = loaded.get(id) ?? (await list.load('evaluation', id))
        if (run !== null) runs.push(run)
      }
      const { overlay } = store.getState().evaluation
      updateEvaluation(store, () => ({ overlaid: runs.filter(({ id }) => overlay.includes(id)) }))
    }
    isLoading = false
  }
  store.subscribe((state, before) => {
    const gone = goneFrom(state, before)
    if (gone.length > 0) {
      updateEvaluation(store, ({ overlay }) => ({ overlay: overlay.filter((id) => !gone.includes(id)) }))
    } else if (state.evaluation.overlay !== before.evaluation.overlay || state.kept.entries !== before.kept.entries) {
      if (state.evaluation.overlay.length + state.evaluation.overlaid.length > 0) void load()
    }
  })
}

/** Those that were deleted with this change. */
const goneFrom = ({ evaluation: { overlay }, kept }: AppState, before: AppState): readonly string[] =>
  kept.entries === before.kept.entries
    ? []
    : overlay.filter((id) => isKeptEvaluation(before.kept, id) && !isKeptEvaluation(kept, id))
