import { isOpened } from '../../store/dataSource'
import { finetuneProblem } from '../../store/finetuneForm'
import { ELSEWHERE, isOpenTraining, isSweeping } from '../../store/openRuns'
import type { AppState } from '../../store/types'
import { useApp } from '../appContext'

/** What is under way, of which there is one at a time. */
export const isRunOpen = ({ finetune: { run } }: AppState): boolean => isOpenTraining(run)

export const isSweepRunning = ({ finetune: { sweep } }: AppState): boolean => isSweeping(sweep)

/** Why no training can be begun, in one sentence, or null. `isWaiting`: it will be possible by itself. */
export function useBegin(): { readonly isWaiting: boolean; readonly message: string } | null {
  const engine = useApp((state) => state.engine.status)
  const isOffered = useApp((state) => state.finetune.offered !== null)
  const isElsewhere = useApp((state) => state.finetune.isElsewhere)
  const isSweepOpen = useApp(isSweepRunning)
  const isReading = useApp((state) => state.finetune.data.progress !== null)
  const isMissing = useApp(({ finetune: { form, data } }) => !isOpened(form.data.from, data))
  const problem = useApp((state) => finetuneProblem(state.finetune.form))
  if (isElsewhere) return { isWaiting: false, message: ELSEWHERE }
  if (engine === 'failed') return { isWaiting: false, message: 'The engine does not run; reload the page.' }
  if (engine !== 'ready' || !isOffered) return { isWaiting: true, message: 'Waiting for the engine…' }
  if (isReading) return { isWaiting: true, message: 'Waiting for the pictures…' }
  if (isSweepOpen) return { isWaiting: true, message: 'The sweep is running…' }
  if (isMissing) {
    return { isWaiting: false, message: 'Open a data set under Pictures, or choose the built-in one.' }
  }
  return problem === null ? null : { isWaiting: false, message: problem }
}
